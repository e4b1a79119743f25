"""Courses from a learning system's export: planned first, then exactly that, and the same file twice brings nothing."""

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from xlsxwriter import Workbook

from desk_support import hidden, sign_in
from dueregard.authority.identity.operations import record_person
from dueregard.authority.people.imports.rows import Scheme
from dueregard.authority.people.models import Number
from dueregard.authority.policy.answers import Basis
from dueregard.ground.audit.models import Showing
from dueregard.work.training.models import Completion
from household import NOON, SETUP, inside, make_holder, make_person
from training_support import adopt_learning

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
FILE, TAKE = reverse("training-file"), reverse("training-file-take")
House = tuple[dict[str, UUID], Client, Client]


def number(person: UUID, written: str) -> None:
    Number(person_id=person, scheme=Scheme.PAYROLL, number=written, recorded_at=NOON, by="system:test").save()


@pytest.fixture
def house() -> Iterator[House]:
    """Ada by number and Bo by address, HR and a lead signed in; at another provider somebody of Ada's number."""
    with inside("elsewhere"):
        number(make_person("Els Where"), "P1")
    with inside() as provider:
        adopt_learning()
        ada = make_person("Ada Fenn")
        bo = record_person(
            given_names="Bo", family_name="Hill", email="Bo@example.org", actor=SETUP, now=NOON
        ).id
        number(ada, "P1")
        hr, lead = make_holder("Hattie Reed", "hr"), make_holder("Lea Dee", "dsl")
        yield {"ada": ada, "bo": bo}, sign_in(hr, provider), sign_in(lead, provider)


def csv(*lines: str, encoding: str = "utf-8") -> bytes:
    return "\r\n".join(lines).encode(encoding)


def workbook(*rows: tuple[Any, ...]) -> bytes:
    held = BytesIO()
    book = Workbook(held, {"in_memory": True})
    sheet = book.add_worksheet()
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    book.close()
    return held.getvalue()


def sent(client: Client, data: bytes, **said: str) -> Any:
    form = {"course": "", "finished": "attended", "dates": "", "file": SimpleUploadedFile("export.csv", data)}
    return client.post(FILE, form | said)


WHOLE = csv(
    "Course completions",
    "Staff number;E-mail;Course name;Completion date;Status;Score",
    "P1;;Safeguarding and Prevent;27/03/2026;Passed;90",
    ";BO@EXAMPLE.ORG;safeguarding;28/03/2026;Completed;",
    "P1;;Safeguarding and Prevent;27/03/2026;Passed;90",
    "P1;;Safeguarding and Prevent;;In progress;",
    "P9;;Safeguarding and Prevent;27/03/2026;Passed;",
    "P1;;Driving;27/03/2026;Passed;",
    "P1;;safeguarding;31/02/2026;Passed;",
    "P1;;safeguarding;01/01/2199;Passed;",
    "P1;;safeguarding;01/02/2026;Sideways;",
    ";;safeguarding;01/02/2026;Passed;",
    encoding="utf-16",
)


def test_a_plan_is_shown_then_exactly_that_is_taken_in_and_once(house: House) -> None:
    people, hr, _ = house
    page = sent(hr, WHOLE)
    shown = page.content.decode()
    assert page.status_code == 200
    assert re.search(r"<strong>2</strong>\s*new: Safeguarding and Prevent", shown)
    assert "<strong>1</strong> are here already, or stand in the file twice" in shown
    for row, said in (
        (6, "Not finished, so it was left out."), (7, "Nobody here has this number or address."),
        (8, "No policy in force has a course of this name."), (9, "There is no such day."),
        (10, "That day has not come yet."), (11, "This result is not known."), (12, "Nothing says whose row this is."),
    ):  # fmt: skip
        assert re.search(rf">{row}</th>.*?{said}", shown, re.DOTALL), row
    assert "This column is not read." in shown
    assert not Completion.objects.exists()
    assert hr.post(TAKE, hidden(page)).status_code == 302
    rows = set(
        Completion.objects.known(NOON.replace(year=2190)).values_list(
            "person_id", "done_on", "result", "basis"
        )
    )
    assert rows == {
        (people["ada"], date(2026, 3, 27), "passed", Basis.DOCUMENT_SEEN),
        (people["bo"], date(2026, 3, 28), "attended", Basis.DOCUMENT_SEEN),
    }
    assert Showing.objects.count() == 1  # the audit record names all of them as one batch
    assert hr.post(TAKE, hidden(page)).status_code == 409
    assert "There is nothing to take in." in sent(hr, WHOLE).content.decode()
    assert Completion.objects.count() == 2


def test_a_workbook_of_one_course_without_a_result(house: House) -> None:
    _, hr, _ = house
    data = workbook(("Payroll", "Completed on"), ("P1", 46108), ("P1", "x"))
    page = sent(hr, data, course="safeguarding", finished="passed")
    assert "This is not a date." in page.content.decode()
    hr.post(TAKE, hidden(page))
    row = Completion.objects.get()
    assert (row.done_on, row.result) == (date(2026, 3, 27), "passed")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "There is nothing in this file."),
        (b"%PDF-1.7", "This is a PDF."),
        (b"<Message/>", "This is an ILR"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a workbook of before 2007"),
        (b"PK\x03\x04 not really", ""),
        (csv("Staff number,Date", *["P1,27/03/2026"] * 5001), "more than 5,000 rows"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(house: House, data: bytes, said: str) -> None:
    page = sent(house[1], data)
    assert (page.status_code, said in page.content.decode()) == (422, True)
    assert not Completion.objects.exists()


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("Name,Course,Date", "Ada Fenn,safeguarding,27/03/2026"), "Names do not tell people apart."),
        (("Staff number,Date", "P1,27/03/2026"), "Say which course it is of."),
        (("Staff number,Course", "P1,safeguarding"), "No column was recognised as the day"),
    ],
)
def test_a_file_that_lacks_a_column_brings_nothing(house: House, lines: tuple[str, ...], said: str) -> None:
    shown = sent(house[1], csv(*lines)).content.decode()
    assert said in shown
    assert "None of it can be taken" in shown
    assert 'name="plan"' not in shown


def test_a_plan_is_for_whom_it_was_shown_to_and_cannot_be_changed(house: House) -> None:
    _, hr, lead = house
    page = sent(hr, csv("Staff number,Course,Date", "P1,safeguarding,27/03/2026"))
    plan = hidden(page)["plan"]
    for client, said, status in ((lead, plan, 403), (hr, f"{plan}x", 400), (hr, "", 400)):
        assert client.post(TAKE, {"plan": said}).status_code == status
    for answer in (lead.get(FILE), sent(lead, WHOLE)):
        assert answer.status_code == 403
    assert not Completion.objects.exists()
