"""The files by which people come to the invented providers, written as the systems of real ones write them."""

import csv
import io
from collections.abc import Iterable
from datetime import date, timedelta
from xml.etree.ElementTree import Element, SubElement, tostring

from .joining import Member, Named, learners_of, staff_of
from .people import House

_COLUMNS = (
    *("Payroll number", "Forename", "Surname", "Date of birth", "Email", "Type", "Job title", "Site"),
    *("Start date", "Leaving date"),
)
_NAMESPACE = "ESFA/ILR/2025-26"
_STANDARDS = ("105", "23")
"""Team leader, and improvement technician: codes of real apprenticeships."""
_ULN_FROM = 310_000_000


def staff_file(house: House, members: Iterable[Member], today: date, written: date) -> bytes:
    """A table of these members of staff, as somebody wrote it on a day: who leaves later is not known to leave."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(_COLUMNS)
    wanted = {member.key for member in members}
    for member, named in staff_of(house, today):
        if member.key in wanted:
            rows.writerow(_staff_row(house, member, named, today, written))
    return text.getvalue().encode()


def _staff_row(house: House, member: Member, named: Named, today: date, written: date) -> tuple[str, ...]:
    left = today - timedelta(days=member.left) if member.left else None
    return (
        *(f"P{named.number}", named.given, named.family, f"{named.born:%d/%m/%Y}"),
        f"{named.given}.{named.family}@example.org".lower(),
        *(member.standing.value, member.post, house.sites[member.site]),
        f"{today - timedelta(days=member.joined):%d/%m/%Y}",
        f"{left:%d/%m/%Y}" if left and left <= written else "",
    )


def ilr_file(house: House, today: date) -> bytes:
    """An individualised learner record of the learners, as of a year ago."""
    message = Element("Message", xmlns=_NAMESPACE)
    collection = SubElement(SubElement(message, "Header"), "CollectionDetails")
    SubElement(collection, "Collection").text = "ILR"
    SubElement(collection, "Year").text = "2526"
    SubElement(SubElement(message, "LearningProvider"), "UKPRN").text = house.ukprn
    for n, named in enumerate(learners_of(house, today)):
        said = {
            "LearnRefNumber": f"L{named.number}",
            "ULN": _uln(_ULN_FROM + 100 * n),
            "FamilyName": named.family,
            "GivenNames": named.given,
            "DateOfBirth": named.born.isoformat(),
        }
        learner = SubElement(message, "Learner")
        for name, text in said.items():
            SubElement(learner, name).text = text
        delivery = SubElement(learner, "LearningDelivery")
        SubElement(delivery, "LearnStartDate").text = (today - timedelta(days=430 + n)).isoformat()
        SubElement(delivery, "StdCode").text = _STANDARDS[n % len(_STANDARDS)]
        if n % 6 == 2:
            SubElement(delivery, "LearnActEndDate").text = (today - timedelta(days=364)).isoformat()
    return tostring(message, encoding="utf-8", xml_declaration=True)


def _uln(first: int) -> str:
    """The first number from there on that has a check digit, with it (ILR validation, DD01)."""
    weights = range(10, 1, -1)
    while True:
        left = sum(weight * int(digit) for weight, digit in zip(weights, str(first), strict=True)) % 11
        if left:
            return f"{first}{10 - left}"
        first += 1
