"""Learners from an ILR file (individualised learner record): any year's, in any order of elements.

The year is taken from the header, never from the namespace; elements we do not know are passed over; of those we know
only the ones below are looked at. Prior attainment is not among them; ethnicity, disability and National Insurance
number are only where the provider has opted in.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from os import SEEK_END
from typing import IO, Any

from ....ground.kernel.refusals import BadInput
from . import checks, enrolments, health
from .columns import Takes
from .markup import BrokenOff, elements, read_element, refuse_document_type
from .numbers import TEMPORARY_ULN, is_learner_reference, is_ukprn, trouble_of_uln
from .rows import Loss, Problem, Row, Scheme, loses_row

FIRST_YEAR = 1415
"""2014 to 2015. Before that the file was another."""
_END_WITHIN = 512
_DELIVERY, _JOB = "LearningDelivery", "LearnerEmploymentStatus"
_PARTS = frozenset({_DELIVERY, _JOB})
_OWN = frozenset({"LearnRefNumber", "ULN", "FamilyName", "GivenNames", "DateOfBirth", "TelNo", "Email"})
_WANTED = _OWN | _PARTS | enrolments.DELIVERY | enrolments.JOB


@dataclass(kw_only=True)
class Ilr:
    """One file: its learners and what is wrong with them, in the order of the file, as it is gone through."""

    stream: IO[bytes]
    ukprn: str
    """The provider's; empty where it is not on record."""
    today: date
    takes: Takes = frozenset()
    """What is kept apart and was opted in to."""
    year: str = ""
    """As the header has it, `2526`; empty until that was read."""
    learners: int = 0
    _theirs: set[str] = field(default_factory=set)
    """The UKPRNs the file says it is of."""

    def __iter__(self) -> Iterator[Row | Problem]:
        """Raises `BadInput` for what is no ILR file."""
        if refuse_document_type(self.stream) != "Message":
            raise BadInput(
                "This XML file is not an ILR: an ILR begins with a Message. Export the ILR from the system that "
                "holds your learners.",
                field="file",
            )
        try:
            for element in elements(self.stream, "Learner", "Header", "LearningProvider"):
                if element.tag.endswith("}Learner") or element.tag == "Learner":
                    self.learners += 1
                    yield from _learner(element, self.learners, self.today, self.takes)
                else:
                    self._head(element)
        except BrokenOff as broken:
            yield self._broken(broken)
            return
        yield from self._of_whom()

    def _head(self, element: Any) -> None:
        for part in element.iter("{*}Year", "{*}UKPRN"):
            said = (part.text or "").strip()
            if part.tag.endswith("UKPRN"):
                self._theirs.add(said)
            else:
                self.year = said

    def _of_whom(self) -> Iterator[Problem]:
        if not self.learners:
            yield _whole("Learner", "There are no learners in this file.")
        if not (self.year.isdecimal() and len(self.year) == 4 and int(self.year) >= FIRST_YEAR):
            yield _whole(
                "Year",
                "The header does not say of which year this file is (2526 for 2025 to 2026).",
                Loss.NOTHING,
            )
        if not self._theirs or not all(is_ukprn(said) for said in self._theirs):
            yield _whole(
                "UKPRN", "The header does not say whose file this is: it has no UKPRN of eight digits."
            )
        elif not self.ukprn:
            said = "Your own UKPRN is not on record here, so nobody checked that this file is yours."
            yield _whole("UKPRN", said, Loss.NOTHING)
        elif self._theirs != {self.ukprn}:
            yield _whole(
                "UKPRN",
                f"This is the file of another provider: its UKPRN is {', '.join(sorted(self._theirs))}, yours is "
                f"{self.ukprn}.",
            )

    def _is_cut_short(self) -> bool:
        """Whether the end of the message is missing: a damaged file has it all the same."""
        end = self.stream.seek(0, SEEK_END)
        self.stream.seek(max(0, end - _END_WITHIN))
        return b"Message>" not in self.stream.read().replace(b"\x00", b"").replace(b" ", b"")

    def _broken(self, broken: BrokenOff) -> Problem:
        if self._is_cut_short():
            what = "The file ends in the middle: it was cut short on its way."
        else:
            what = "The file is damaged: what stands there is not XML."
        where = f"after learner {self.learners}" if self.learners else "before the first learner"
        again = "Fetch or export it again; nothing of it is taken."
        message = f"{what} That is {where}, about line {broken.line}. {again}"
        return Problem(self.learners + 1, "", message, Loss.FILE)


def _learner(element: Any, row: int, today: date, takes: Takes) -> Iterator[Row | Problem]:
    further = health.elements(takes)
    said, parts = read_element(element, _WANTED | further, _PARTS | (further & {health.PROBLEM}))
    problems = [*_judge(said, row)]
    born = _birth(said, row, today, problems)
    given, family = checks.named(
        checks.tidied(said.get("GivenNames", "")), checks.tidied(said.get("FamilyName", ""))
    )
    problems += checks.judge_name(row, "FamilyName", given, family)
    stays = enrolments.of(parts[_DELIVERY], parts[_JOB], row, today, problems)
    apart = health.of(said, parts.get(health.PROBLEM, ()), row, takes, problems)
    yield from problems
    if loses_row(problems):
        return
    email = said.get("Email", "")
    yield Row(
        row=row,
        given_names=given,
        family_name=family,
        date_of_birth=born,
        email=email if checks.is_email(email) else "",
        phone=said.get("TelNo", "")[:30],
        numbers=_numbers(said),
        stays=stays,
        apart=apart,
    )


def _judge(said: dict[str, str], row: int) -> Iterator[Problem]:
    """What is wrong with the numbers and the address; a ULN that tells nobody apart is taken out of what was said."""
    if not is_learner_reference(said.get("LearnRefNumber", "")):
        message = (
            "Each learner needs a reference of up to twelve letters, digits and spaces. This is not one."
        )
        yield Problem(row, "LearnRefNumber", message, Loss.ROW)
    uln = said.get("ULN", "")
    if trouble := trouble_of_uln(uln):
        # A learner who is missing here is worse off than one known by their reference alone.
        yield Problem(row, "ULN", f"{trouble} The learner is known by their reference meanwhile.", Loss.VALUE)
        said.pop("ULN", None)
    elif uln == TEMPORARY_ULN:
        message = "This learner still has the temporary ULN. They are told apart by their reference alone."
        yield Problem(row, "ULN", message)
        del said["ULN"]
    if (email := said.get("Email", "")) and not checks.is_email(email):
        yield Problem(row, "Email", "This cannot be an e-mail address. It was left out.", Loss.VALUE)


def _numbers(said: dict[str, str]) -> tuple[tuple[Scheme, str], ...]:
    reference, uln = (Scheme.REFERENCE, said["LearnRefNumber"]), said.get("ULN", "")
    return ((Scheme.ULN, uln), reference) if uln else (reference,)


def _birth(said: dict[str, str], row: int, today: date, problems: list[Problem]) -> date | None:
    text = said.get("DateOfBirth", "")
    if not text:
        message = "There is no date of birth, so nobody knows whether this learner is under 18."
        problems.append(Problem(row, "DateOfBirth", message))
        return None
    born = enrolments.day(text, row, "DateOfBirth", problems)
    if born is not None:
        problems += checks.judge_birth(row, "DateOfBirth", born, today)
    return born


def _whole(column: str, message: str, loses: Loss = Loss.FILE) -> Problem:
    return Problem(0, column, message, loses)
