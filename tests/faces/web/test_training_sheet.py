"""Writing down who did a course, and which edition of a document is to be read."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.authority.people.imports.rows import Scheme
from dueregard.authority.people.models import Number, Span
from dueregard.authority.people.naming import meant_by
from dueregard.authority.people.operations import end_span
from dueregard.ground.kernel.moments import Moment, london_day, utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.work.training.models import Completion
from dueregard.work.training.queries.standing import edition_in_force
from household import NOON, SETUP, inside, make_holder, make_person
from training_support import adopt_learning

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
SHEET, EDITION = reverse("training-sheet"), reverse("training-edition")
DAY = london_day(utc_now()) - timedelta(days=2)


@pytest.fixture
def hr() -> Iterator[tuple[Provider, Client]]:
    """HR signed in; two people of one name, one who left, and somebody at another provider."""
    with inside("elsewhere"):
        adopt_learning()
        make_person("Els Where")
    with inside() as provider:
        adopt_learning()
        for name in ("Ada Fenn", "Anne-Marie O'Neill", "Jo Twin", "Jo Twin", "Dee Parted"):
            make_person(name)
        gone = Span.objects.order_by("recorded_at", "pk").last()
        end_span(span=gone, until=NOON + timedelta(days=1), actor=SETUP, now=utc_now())
        yield provider, sign_in(make_holder("Hattie Reed", "hr"), provider)


def said(people: str, **other: Any) -> dict[str, Any]:
    day = {"done_on-day": DAY.day, "done_on-month": DAY.month, "done_on-year": DAY.year}
    sheet = {"course": "safeguarding", "result": "passed", "mode": "distance", "basis": "document seen"}
    return {**sheet, **day, "people": people, **other}


def number(person: UUID, written: str) -> None:
    Number(person_id=person, scheme=Scheme.PAYROLL, number=written, recorded_at=NOON, by="system:test").save()


def test_a_whole_sheet_is_written_down_at_once(hr: tuple[Provider, Client]) -> None:
    twin = Span.objects.order_by("recorded_at", "pk")[2].person_id
    number(twin, "P0042")
    page = hr[1].post(SHEET, said("ada fenn\n\n  O'NEILL, Anne-Marie \nP0042\nAda  Fenn\n"))
    assert (page.status_code, page.headers["Location"]) == (302, reverse("training"))
    rows = Completion.objects.all()
    assert len(rows) == 3  # a name written twice is one person
    assert {(row.done_on, row.result, row.mode, row.basis) for row in rows} == {
        (DAY, "passed", "distance", "document seen")
    }
    assert twin in {row.person_id for row in rows}


def test_lines_that_are_not_one_person_are_said_and_nothing_is_kept(hr: tuple[Provider, Client]) -> None:
    page = hr[1].post(SHEET, said("Ada Fenn\nJo Twin\nNo Body\nDee Parted\nEls Where\nFenn"))
    shown = page.content.decode()
    assert page.status_code == 422
    assert "Line 2: 2 people here are called “Jo Twin”. Write the payroll number." in shown
    for line, name in ((3, "No Body"), (4, "Dee Parted"), (5, "Els Where"), (6, "Fenn")):
        assert f"Line {line}: nobody here is known as “{name}”." in shown
    assert "Line 1:" not in shown
    assert "Jo Twin\nNo Body" in shown  # what was typed stays
    assert not Completion.objects.exists()


def test_of_a_part_of_a_name_it_is_asked_who_is_meant(hr: tuple[Provider, Client]) -> None:
    """By radios, so by keyboard and without JavaScript: somebody who types fast writes only what they are sure of."""
    sheet = said("ada fenn\nneill\njo twin\nZzz Parted")
    shown = hr[1].post(SHEET, sheet).content.decode()
    asked = re.findall(r'name="(who-\w+)"[^>]*value="([^"]+)"', shown)
    assert len({name for name, _ in asked}) == 2  # nobody who is here comes near the fourth line
    assert "Line 2: “neill”. Whom do you mean?" in shown
    assert [shown.count(name) for name in ("Anne-Marie O&#39;Neill", "Els Where", "Dee Parted")] == [1, 0, 0]
    chosen = dict(asked)
    again = hr[1].post(SHEET, sheet | chosen)
    assert (again.status_code, "who-" in again.content.decode()) == (422, False)
    assert not Completion.objects.exists()
    settled = said("ada fenn\nneill\njo twin") | chosen
    assert hr[1].post(SHEET, settled | {next(iter(chosen)): str(uuid4())}).status_code == 422
    assert hr[1].post(SHEET, settled).status_code == 302
    assert {str(row.person_id) for row in Completion.objects.all()} >= set(chosen.values())
    assert Completion.objects.count() == 3


ALIKE = [
    "Anne-Marie O\u2019Neill",
    "Anne\u2011Marie O`Neill",
    "\u00c1NNE-MARIE O'NEILL",
    "O\u2018Neill, Anne\u2013Marie",
]


@pytest.mark.parametrize("typed", ALIKE)
def test_apostrophes_hyphens_and_accents_are_alike(hr: tuple[Provider, Client], typed: str) -> None:
    assert hr[1].post(SHEET, said(typed)).status_code == 302


def test_what_cannot_be_is_refused_with_what_was_typed(hr: tuple[Provider, Client]) -> None:
    for wrong, sentence in (
        ({"done_on-year": 2199}, "That day has not come yet."),
        ({"done_on-month": 13}, "not a day in the calendar"),
        ({"course": "driving"}, "Choose one of the answers"),
        ({"result": "read"}, "Choose one of the answers"),
        ({"people": ""}, "needs an answer"),
        ({"people": "\0"}, "cannot be kept"),
        ({"people": "x\n" * 501}, "more than 500 lines"),
    ):
        page = hr[1].post(SHEET, said("Ada Fenn") | wrong)
        assert (page.status_code, sentence in page.content.decode()) == (422, True), wrong
    assert not Completion.objects.exists()


def test_only_who_looks_after_training_writes_it_down(hr: tuple[Provider, Client]) -> None:
    lead = sign_in(make_holder("Lea Dee", "dsl"), hr[0])
    for client, address in ((lead, SHEET), (lead, EDITION)):
        for page in (client.get(address), client.post(address, said("Ada Fenn"))):
            assert page.status_code == 403
    assert not Completion.objects.exists()


def test_a_long_sheet_is_looked_up_by_as_many_questions_as_a_short_one(hr: tuple[Provider, Client]) -> None:
    def asked(lines: list[str]) -> int:
        with CaptureQueriesContext(connection) as captured:
            meant_by(lines, Moment.now(utc_now()))
        return len(captured)

    assert asked(["Ada Fenn"]) == asked([f"Ada{one} Fenn" for one in range(100)] + ["Ada Fenn"]) == 3


def test_an_edition_is_named_and_then_asked_for(hr: tuple[Provider, Client]) -> None:
    named = {"document": "part-one", "edition": "September 2026", "link": "https://example.org/kcsie"}
    for wrong, sentence in (
        ({"link": "javascript:alert(1)"}, "Write the whole address"),
        ({"edition": "?!"}, "letters or figures"),
        ({"document": "x"}, "Choose one of the answers"),
    ):
        page = hr[1].post(EDITION, named | wrong)
        assert (page.status_code, sentence in page.content.decode()) == (422, True), wrong
    assert hr[1].post(EDITION, named).status_code == 302
    edition = edition_in_force("part-one", Moment.now(utc_now()))
    assert edition is not None
    assert (edition.edition, edition.title) == ("september-2026", "Part one")
    assert "Nobody has said yet which edition" not in text(hr[1].get(reverse("training")))
    again = hr[1].post(EDITION, named | {"link": ""})
    assert (again.status_code, "in force already" in again.content.decode()) == (422, True)
