"""The chronology chosen by kind, day, person and word: one list on screen and as a file, its reading logged once."""

import re
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pikepdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.ground.audit.models import Entry as LedgerEntry
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.work.casework.operations.acting import finish_action
from dueregard.work.casework.operations.chronicle import chronicle
from dueregard.work.casework.operations.handling import add_entry
from dueregard.work.casework.operations.names import names_for
from dueregard.work.casework.operations.reading import read_concern
from dueregard.work.casework.operations.refiling import move_entry
from dueregard.work.casework.reports import Occurred
from dueregard.work.casework.rules.sieving import Sieve
from dueregard.work.casework.vocabulary import EntryKind, Precision
from faces.web.test_walls_of_rows import worked
from household import NOON, inside, make_holder
from pdf_words import words_of_pdf
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
DAY = timedelta(days=1)
CALL, LETTER = "Rang the aunt, Zoë.", "A letter to the college."


def told(concern: UUID, by: UUID, kind: EntryKind, words: str, ago: int) -> None:
    add_entry(
        concern_id=concern,
        kind=kind,
        words=words,
        happened=Occurred(NOON - ago * DAY, Precision.DAY),
        actor=Actor.person(by),
        now=NOON + DAY,
    )


SIEVES: list[tuple[Sieve, bool]] = [
    (Sieve(), True),
    (Sieve(since=date(2026, 3, 4)), True),
    (Sieve(since=date(2026, 3, 5)), False),
    (Sieve(until=date(2026, 3, 4)), True),
    (Sieve(until=date(2026, 3, 3)), False),
    (Sieve(by="person:1"), True),
    (Sieve(by="person:2"), False),
    (Sieve(words=" ZOE "), True),
    (Sieve(words="zoë"), True),
    (Sieve(words="aunt zoe"), False),
    (Sieve(words="uncle"), False),
    (Sieve(since=date(2026, 3, 4), by="person:1", words="aunt"), True),
    (Sieve(since=date(2026, 3, 4), by="person:1", words="uncle"), False),
]


@pytest.mark.parametrize(("sieve", "kept"), SIEVES)
def test_what_a_sieve_keeps(sieve: Sieve, kept: bool) -> None:
    assert sieve.keeps(NOON, "person:1", CALL) is kept


def listed(page: Any) -> list[str]:
    """The headings of the list."""
    return re.findall(r"<h2 class=\"govuk-heading-s[^>]*>([^<]*)</h2>", text(page))


def test_the_same_list_on_the_screen_and_as_a_file() -> None:
    with inside() as provider:
        lead, other = make_holder("Lea Dee", "dsl"), make_holder("Sec Ond", "dsl")
        concern = concern_about_a_learner()
        told(concern, lead, EntryKind.CALL, CALL, 2)
        told(concern, other, EntryKind.LETTER, LETTER, 1)
        client, there = sign_in(lead, provider), reverse("chronology", args=[concern])
        assert listed(client.get(there)) == ["Call", "Letter", "What was reported"]
        asked: list[tuple[dict[str, str], list[str]]] = [
            ({}, ["Call", "Letter", "What was reported"]),
            ({"order": "newest"}, ["What was reported", "Letter", "Call"]),
            ({"kind": "letters"}, ["Letter"]),
            ({"words": "zoe"}, ["Call"]),
            ({"words": "weapon"}, ["What was reported"]),
            ({"by": f"person:{other}"}, ["Letter"]),
            ({"until-day": "3", "until-month": "3", "until-year": "2026"}, ["Call", "Letter"]),
            ({"since-day": "3", "since-month": "3", "since-year": "2026"}, ["Letter", "What was reported"]),
            ({"words": "nowhere"}, []),
        ]
        for more, wanted in asked:
            said = {"kind": "all", "order": "oldest"} | more
            before = LedgerEntry.objects.filter(verb="audit.read").count()
            page = client.post(there, said)
            assert listed(page) == wanted, more
            assert LedgerEntry.objects.filter(verb="audit.read").count() == before + 1
            pdf = client.post(there, said | {"pdf": "1"})
            assert pdf["Content-Disposition"].startswith('attachment; filename="chronology-')
            words = words_of_pdf(pdf.content)
            assert [one for one in ("Call", "Letter", "What was reported") if f": {one}" in words] == sorted(
                wanted, key=["Call", "Letter", "What was reported"].index
            )
            assert (LETTER in words) is ("Letter" in wanted)
            assert f"{len(wanted)} of 3 entries" in words or "whole chronology, 3 entries" in words
            with pikepdf.open(BytesIO(pdf.content)) as opened:
                assert opened.Root.MarkInfo.Marked
        assert "zoe" not in reverse("chronology", args=[concern])


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"kind": "secrets"}, "Choose one of the answers on the page."),
        ({"by": "person:nobody"}, "Choose one of the answers on the page."),
        ({"since-day": "31", "since-month": "2", "since-year": "2026"}, "This is not a day in the calendar"),
        ({"words": "a\0b"}, "This holds a character that cannot be kept."),
        (
            {
                "since-day": "4", "since-month": "3", "since-year": "2026",
                "until-day": "3", "until-month": "3", "until-year": "2026",
            },
            "This is before the first day.",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_said_beside_its_question(said: dict[str, str], sentence: str) -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        client = sign_in(lead, provider)
        for pdf in ({}, {"pdf": "1"}):
            asked = {"kind": "all", "order": "oldest", **said, **pdf}
            page = client.post(reverse("chronology", args=[concern]), asked)
            assert page.status_code == 422
            assert sentence in page.content.decode()


def test_every_row_of_a_worked_record_stands_in_it_with_its_words_and_what_it_said_before() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        matter, other = worked(concern_about_a_learner(), lead), concern_about_a_learner()
        reference = read_concern(
            concern_id=other, actor=Actor.person(lead), now=NOON + 2 * DAY
        ).concern.reference
        move_entry(
            concern_id=matter.concern,
            entry_id=matter.rows["move-entry"],
            reference=reference,
            reason="Not theirs.",
            actor=Actor.person(lead),
            now=NOON + DAY,
        )
        finish_action(action_id=matter.rows["done"], how="Rang.", actor=Actor.person(lead), now=NOON + DAY)
        file = read_concern(concern_id=matter.concern, actor=Actor.person(lead), now=NOON + 2 * DAY)
        found = chronicle(file, names_for(file, Moment.now(NOON + 2 * DAY)))
    assert len(found) == 1 + len(file.record) + len(file.stages) + 1
    titles = [one.title for one in found]
    for title in (
        "What was reported", "Sorted: child, safeguarding, next step now", "Signs marked",
        "Decision: refer, made", "Referral: Prevent", "Told of a referral: person, yes",
        "Consent to support, as we were told: given", "Written for a referral",
        "Something had been filed here in error, and was moved to where it belongs",
    ):  # fmt: skip
        assert title in titles
    action = next(one for one in found if one.title.startswith("Action: Lea Dee, by "))
    assert (action.title.endswith(", done"), action.boxes, action.before) == (
        True,
        (("", "Rang."),),
        ((("", "Ring."),),),
    )
    shares = next(one for one in found if one.title.startswith("Shared with somebody outside"))
    assert dict(shares.boxes)["Why it was necessary"] == "They cannot see her without it."
    assert [one.at for one in found] == sorted(one.at for one in found)


def test_many_entries_take_as_many_queries_as_few() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        client = sign_in(lead, provider)
        told(concern, lead, EntryKind.NOTE, "One.", 1)
        few = _asked(client, concern)
        for number in range(5):
            told(concern, lead, EntryKind.NOTE, f"Note {number}.", 1)
        assert _asked(client, concern) == few


def _asked(client: Client, concern: UUID) -> int:
    there = reverse("chronology", args=[concern])
    client.get(there)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(there).status_code == 200
    return len(captured)
