"""An ILR is read whatever year it is of, and what is wrong with it is said by learner and element."""

import io
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.authority.identity.vocabulary import OrganisationKind
from dueregard.authority.people.imports.files import receive
from dueregard.authority.people.imports.numbers import trouble_of_uln
from dueregard.authority.people.imports.rows import Gives, Outfit, Problem, Row, Scheme, Stay
from dueregard.authority.people.vocabulary import Standing
from dueregard.ground.kernel.refusals import BadInput
from people_files import ADA, BEN, DELIVERY, TODAY, UKPRN, ilr, learner, problems, read, rows

SAMPLE = os.environ.get("DUEREGARD_TEST_ILR", "")


def test_a_learner_is_read_and_nothing_sensitive_with_them() -> None:
    assert read(ilr(learner())) == [
        Row(
            row=1,
            given_names="Ada",
            family_name="Okoro",
            date_of_birth=date(2008, 2, 29),
            numbers=((Scheme.ULN, "1000000043"), (Scheme.REFERENCE, "REF0001")),
            stays=(Stay(Standing.LEARNER, date(2025, 9, 1)),),
        )
    ]


@pytest.mark.parametrize("namespace", ["ESFA/ILR/2025-26", "ESFA/ILR/2031-32", "SFA/ILR/2014-15", ""])
def test_any_years_namespace_is_read(namespace: str) -> None:
    assert len(rows(ilr(learner(), namespace=namespace))) == 1


def test_elements_in_another_order_and_unknown_ones_change_nothing() -> None:
    turned = dict(reversed(ADA.items())) | {"NewIn2031": "x"}
    one, other = (
        rows(ilr(learner())),
        rows(ilr(f"<!-- c -->{learner(turned, '<Later><ULN>1</ULN></Later>' + DELIVERY)}")),
    )
    assert one == other


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"ULN": "1000000001"}, [(1, "ULN", "value")]),
        ({"ULN": "12345"}, [(1, "ULN", "value")]),
        ({"ULN": "٠١٢٣٤٥٦٧٨٩"}, [(1, "ULN", "value")]),
        ({"ULN": "9999999999"}, [(1, "ULN", "nothing")]),
        ({"LearnRefNumber": "much too long a reference"}, [(1, "LearnRefNumber", "row")]),
        ({"FamilyName": "", "GivenNames": ""}, [(1, "FamilyName", "row")]),
        ({"FamilyName": "x" * 101}, [(1, "FamilyName", "row")]),
        ({"DateOfBirth": "2007-02-29"}, [(1, "DateOfBirth", "row")]),
        ({"DateOfBirth": "29/02/2008"}, [(1, "DateOfBirth", "row")]),
        ({"DateOfBirth": "2027-01-01"}, [(1, "DateOfBirth", "row")]),
        ({"DateOfBirth": "2024-01-01"}, [(1, "DateOfBirth", "nothing")]),
        ({"DateOfBirth": ""}, [(1, "DateOfBirth", "nothing")]),
        ({"Email": "nobody"}, [(1, "Email", "value")]),
        ({"FamilyName": "D'Arcy-Ŵyn", "GivenNames": "Éloïse"}, []),
        ({"FamilyName": ""}, []),
    ],
)
def test_what_is_wrong_with_a_learner_is_said(
    said: dict[str, str], where: list[tuple[int, str, str]]
) -> None:
    assert problems(ilr(learner(ADA | said))) == where


def test_whoever_goes_by_one_name_has_it_as_the_family_name() -> None:
    [row] = rows(ilr(learner(ADA | {"FamilyName": ""})))
    assert (row.given_names, row.family_name) == ("", "Ada")


@pytest.mark.parametrize(
    ("ukprn", "ours", "where"),
    [
        (UKPRN, UKPRN, []),
        ("10000001", UKPRN, [(0, "UKPRN", "file")]),
        ("x", UKPRN, [(0, "UKPRN", "file")]),
        (UKPRN, "", [(0, "UKPRN", "nothing")]),
    ],
)
def test_another_providers_file_is_refused(ukprn: str, ours: str, where: list[tuple[int, str, str]]) -> None:
    assert problems(ilr(learner(), ukprn=ukprn), ukprn=ours) == where


def test_a_file_cut_short_says_after_which_learner() -> None:
    whole = ilr(learner(), learner(BEN))
    *_, last = read(whole[:-200])
    assert isinstance(last, Problem)
    assert (last.row, last.loses.value) == (2, "file")
    assert "was cut short" in last.message
    assert "after learner 1" in last.message


@pytest.mark.parametrize(
    "head",
    [
        b'<!DOCTYPE Message [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        b'<!DOCTYPE Message SYSTEM "file:///etc/passwd">',
        b'<!-- first --><!DOCTYPE Message [<!ENTITY x SYSTEM "http://example.org/x">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_before_anything_is_read(head: bytes, encoding: str) -> None:
    content = (head + ilr(learner()).partition(b"\n")[2]).decode().encode(encoding)
    with pytest.raises(BadInput, match="DOCTYPE"):
        read(content)


@pytest.mark.parametrize("content", [b"<html><p>hello</p></html>", b"<", b"<a", b"<?xml version='1.0'?>"])
def test_other_xml_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput):
        read(content)


def test_the_deliveries_of_a_programme_are_one_enrolment_with_its_employers_and_deliverers() -> None:
    more = """
      <LearningDelivery><LearnStartDate>2025-09-01</LearnStartDate><LearnActEndDate>2026-01-31</LearnActEndDate>
        <StdCode>91</StdCode></LearningDelivery>
      <LearningDelivery><LearnStartDate>2025-08-01</LearnStartDate><LearnActEndDate>2026-07-31</LearnActEndDate>
        <StdCode>91</StdCode></LearningDelivery>
      <LearningDelivery><LearnStartDate>2025-10-01</LearnStartDate><PartnerUKPRN>10000002</PartnerUKPRN>
        </LearningDelivery>
      <LearnerEmploymentStatus><EmpId>200000002</EmpId><DateEmpStatApp>2026-02-01</DateEmpStatApp>
        </LearnerEmploymentStatus>
      <LearnerEmploymentStatus><EmpId>100000001</EmpId><DateEmpStatApp>2024-01-01</DateEmpStatApp>
        </LearnerEmploymentStatus>"""
    [row] = rows(ilr(learner(ADA, more)))

    def at(number: str, since: date, last_day: date | None, programme: str) -> Stay:
        outfit = Outfit(OrganisationKind.EMPLOYER, Gives.EMPLOYER_ID, number)
        return Stay(Standing.LEARNER, since, last_day, outfit=outfit, programme=programme)

    partner = Outfit(OrganisationKind.SUBCONTRACTOR, Gives.UKPRN, "10000002")
    assert row.stays == (
        at("100000001", date(2025, 8, 1), date(2026, 1, 31), "standard-91"),
        at("200000002", date(2026, 2, 1), date(2026, 7, 31), "standard-91"),
        Stay(Standing.LEARNER, date(2025, 10, 1), None, outfit=partner),
        at("100000001", date(2025, 10, 1), date(2026, 1, 31), ""),
        at("200000002", date(2026, 2, 1), None, ""),
    )


@pytest.mark.parametrize(
    ("uln", "is_right"),
    [
        ("1000000043", True),
        ("1000000000", True),
        ("7673614579", True),
        ("1000000001", False),
        ("9999999999", True),
    ],
)
def test_uln_04(uln: str, is_right: bool) -> None:
    """DD01: the check digit, by the published vectors."""
    assert (trouble_of_uln(uln) == "") is is_right


@given(st.binary(max_size=300), st.integers(0, 900), st.integers(0, 60))
def test_whatever_is_put_into_a_file_it_ends_in_a_message(junk: bytes, place: int, cut: int) -> None:
    whole = ilr(learner(), learner(BEN))
    try:
        found = read(whole[:place] + junk + whole[place + cut :])
    except BadInput:
        return
    assert all(isinstance(one, Row | Problem) for one in found)


@pytest.mark.skipif(not SAMPLE, reason="DUEREGARD_TEST_ILR names the official sample")
def test_the_official_sample_goes_through_whole() -> None:
    with Path(SAMPLE).open("rb") as stream:
        received = receive(io.BytesIO(stream.read()))
    found = list(received.people(ukprn="99999999", today=TODAY))
    assert sum(isinstance(one, Row) for one in found) == 19
    assert [
        (one.row, one.column) for one in found if isinstance(one, Problem) and one.loses != "nothing"
    ] == [(17, "ULN")]
