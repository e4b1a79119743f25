"""One page of a case: no name and nothing left out is in the file, and it is written down that it was made."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from dueregard.assurance.transfer.models import OnePage
from dueregard.assurance.transfer.one_page import Draft, Marked
from dueregard.assurance.transfer.operations.one_page import Asked, look_at_page, make_page
from dueregard.assurance.transfer.queries.pages import pages_of
from dueregard.ground.audit.models import Entry as LedgerEntry
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.words import verify_words
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from dueregard.work.casework.models import Concern
from dueregard.work.casework.operations.handling import add_entry
from dueregard.work.casework.operations.reading import read_concern
from dueregard.work.casework.reports import Occurred
from dueregard.work.casework.vocabulary import EntryKind, Precision
from faces.web.test_walls_of_rows import worked
from household import NOON, inside, make_holder, make_person
from pdf_words import words_of_pdf
from work_casework_support import concern_about_a_learner

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=2)
TOLD = "Told kit's aunt that Marlow hid by the blue door, and rang 07700 900123."


def case(lead: UUID) -> UUID:
    """A worked case in which the name of the person stands in the narrative too."""
    concern = worked(concern_about_a_learner(), lead).concern
    add_entry(
        concern_id=concern,
        kind=EntryKind.SHARED,
        words=TOLD,
        happened=Occurred(NOON, Precision.MINUTE),
        actor=Actor.person(lead),
        now=LATER,
    )
    return concern


def look(concern: UUID, who: UUID, **marked: Any) -> Draft:
    return look_at_page(concern_id=concern, marked=Marked(**marked), actor=Actor.person(who), now=LATER)


def said(draft: Draft) -> str:
    return "\n".join(f"{one.part} {one.label} {one.text}" for one in draft.passages)


def asked(draft: Draft, **marked: Any) -> Asked:
    return Asked("An inspector", "They asked how it was handled.", Marked(**marked), draft.read)


def test_the_page_says_how_it_was_handled_and_not_who_it_was() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        draft = look(case(lead), lead)
    words = said(draft)
    for part in (
        "Dates",
        "What was reported",
        "Decisions and reasons",
        "Who was told, and when",
        "How it stands",
    ):
        assert part in words
    assert "Told KM's aunt that KM hid by the blue door, and rang [how to reach them]." in words
    for name in ("Kit", "kit", "Marlow", "Lea", "Dee", "900123"):
        assert name not in words
    assert {one.written for one in draft.replaced} >= {"kit", "Marlow", "07700 900123"}


def test_what_is_left_out_is_not_in_the_file_and_stays_in_the_record() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        concern = case(lead)
        draft = look(concern, lead)
        reported = next(one for one in draft.passages if "drawing of a weapon" in one.text)
        marked: dict[str, Any] = {"passages": ("by the blue door",), "whole": frozenset({reported.id})}
        before = LedgerEntry.objects.filter(verb="audit.read").count()
        made = make_page(
            concern_id=concern, asked=asked(draft, **marked), actor=Actor.person(lead), now=LATER
        )
        assert LedgerEntry.objects.filter(verb="audit.read").count() == before + 1
        words = words_of_pdf(made.data)
        for gone in ("blue door", "drawing of a weapon", "Marlow", "Kit", "Lea", "900123"):
            assert gone not in words
            assert gone.encode() not in made.data
        assert words.count("[left out]") == 2
        assert "2 passages were left out of this copy" in words
        assert "LD" in words
        assert made.name == f"page-{Concern.objects.get(pk=concern).reference}.pdf"
        # The record keeps it all, and what was made is written down without a word of it in the audit record.
        file = read_concern(concern_id=concern, actor=Actor.person(lead), now=LATER)
        assert any(TOLD in one.words.values() for one in file.record)
        (row,) = pages_of(concern)
        assert (row.passages, row.names, row.by_person) == (2, len(draft.replaced), lead)
        assert row.words["why"] == "They asked how it was handled."
        entry = LedgerEntry.objects.get(verb="transfer.page-made")
        assert '"passages":2' in entry.detail
        assert "inspector" not in entry.detail
        assert (verify_words(), verify_rows()) == (None, None)


def test_what_is_no_name_stays_as_it_was_written() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        draft = look(case(lead), lead, keep=frozenset({"kit"}))
    assert "Told kit's aunt that KM hid" in said(draft)
    assert "kit" in {one.written for one in draft.could_be} - {one.written for one in draft.replaced}


def test_nothing_is_made_of_a_record_that_nobody_read_or_without_saying_why() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        concern = case(lead)
        draft = look(concern, lead)
        by: dict[str, Any] = {"concern_id": concern, "actor": Actor.person(lead), "now": LATER}
        with pytest.raises(BadInput, match="nowhere on the page: “the red door”"):
            make_page(asked=asked(draft, passages=("the red door",)), **by)
        for field, empty in (
            ("for_whom", Asked(" ", "Why.", Marked(), "")),
            ("why", Asked("For.", " ", Marked(), "")),
        ):
            with pytest.raises(BadInput) as refused:
                make_page(asked=empty, **by)
            assert refused.value.field == field
        add_entry(kind="shared", words="More.", happened=Occurred(NOON, Precision.MINUTE), **by)
        with pytest.raises(OutOfTurn, match="since you read the page"):
            make_page(asked=asked(draft), **by)
        with pytest.raises(NothingHere):
            look(concern, make_person("Str Anger"))
        assert not OnePage.objects.exists()
