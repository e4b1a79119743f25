"""Numbers that people and providers are known by: what makes each of them one.

ULN: rule ULN_04 and its derived value DD01 of the ILR validation rules. UKPRN and EmpId: the ILR specification.
"""

import re

TEMPORARY_ULN = "9999999999"
"""Stands in an ILR for a learner who has no number yet; says nothing about who it is."""
_REFERENCE = re.compile(r"[A-Za-z0-9 ]{1,12}\Z")
_UKPRN = re.compile(r"[1-9]\d{7}\Z", re.ASCII)
_EMPLOYER = re.compile(r"\d{9}\Z", re.ASCII)
_NATIONAL_INSURANCE = re.compile(r"[A-Z]{2}\d{6}[A-D]?\Z", re.ASCII)
NO_NATIONAL_INSURANCE = "This cannot be a National Insurance number. It was left out."
_ULN = re.compile(r"[1-9]\d{9}\Z", re.ASCII)


def trouble_of_uln(uln: str) -> str:
    """What is wrong with a unique learner number, in a sentence; empty when nothing is. A temporary one passes."""
    if not _ULN.match(uln):
        return "A ULN has ten digits and does not begin with 0. This is not one."
    if uln != TEMPORARY_ULN and not check_digit_is_right(uln):
        return "The check digit of this ULN is wrong: a digit was mistyped. Look it up in the Learning Records Service."
    return ""


def check_digit_is_right(uln: str) -> bool:
    """The nine first digits, weighted 10 down to 2 and summed, leave with the tenth a remainder of 10 by 11; a sum that
    leaves none has no check digit (DD01)."""
    a, b, c, d, e, f, g, h, i, check = (ord(digit) - 48 for digit in uln)
    left = (10 * a + 9 * b + 8 * c + 7 * d + 6 * e + 5 * f + 4 * g + 3 * h + 2 * i) % 11
    return left != 0 and 10 - left == check


def is_learner_reference(text: str) -> bool:
    """LearnRefNumber: up to twelve letters, digits and spaces."""
    return bool(_REFERENCE.match(text))


def is_ukprn(text: str) -> bool:
    """10000000 to 99999999."""
    return bool(_UKPRN.match(text))


def is_employer_id(text: str) -> bool:
    """EmpId: nine digits."""
    return bool(_EMPLOYER.match(text))


def national_insurance(text: str) -> str:
    """A National Insurance number without spaces and in capitals: two letters, six digits, and mostly one letter more;
    empty for what is none."""
    number = "".join(text.split()).upper()
    return number if _NATIONAL_INSURANCE.match(number) else ""
