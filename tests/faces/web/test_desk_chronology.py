"""The chronology in the order and of the kind its reader wants; on paper it stays whole."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from desk_support import sign_in, text
from dueregard.faces.web.desk.chronology import ChronologyForm, kind_of
from dueregard.ground.audit.models import Entry as LedgerEntry
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.refusals import BadInput
from dueregard.work.casework.models import Action, Decision, Entry, Referral, Triage
from dueregard.work.casework.operations.acting import set_action
from dueregard.work.casework.operations.handling import add_entry
from dueregard.work.casework.reports import Occurred
from dueregard.work.casework.vocabulary import EntryKind, Precision
from household import NOON, inside, make_holder
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
NOBODY = UUID(int=0)
DAY = timedelta(days=1)
CALL, LETTER, DO = "Rang the aunt.", "A letter to the college.", "Ring again."


@pytest.mark.parametrize("kind", EntryKind)
def test_every_entry_is_of_a_kind_one_can_choose(kind: EntryKind) -> None:
    ChronologyForm({"kind": kind_of(Entry(kind=kind, provider_id=NOBODY))})


@pytest.mark.parametrize("model", [Triage, Decision, Action, Referral])
def test_so_is_everything_else_in_a_record(model: Any) -> None:
    ChronologyForm({"kind": kind_of(model(provider_id=NOBODY))})


@pytest.mark.parametrize("asked", [{"kind": "Lea Dee"}, {"order": ""}, {"kind": "\0"}])
def test_what_no_page_offers_is_refused(asked: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        ChronologyForm(asked)


def record(lead: UUID) -> UUID:
    """A letter written down first, a call from before it written down later, and something to be done."""
    concern, actor = concern_about_a_learner(), Actor.person(lead)
    for kind, words, ago in ((EntryKind.LETTER, LETTER, 1), (EntryKind.CALL, CALL, 2)):
        happened = Occurred(NOON + (5 - ago) * DAY, Precision.MINUTE)
        now = NOON + (6 - ago + (4 if kind is EntryKind.CALL else 0)) * DAY
        add_entry(concern_id=concern, kind=kind, words=words, happened=happened, actor=actor, now=now)
    at = NOON + 11 * DAY
    set_action(concern_id=concern, what=DO, owner_id=lead, due_on=at.date(), actor=actor, now=at)
    return concern


def shown(client: Client, concern: UUID, **asked: str) -> tuple[list[str], list[str]]:
    """What stands in the chronology in its order, and what of it only paper shows."""
    page = text(client.get(reverse("concern", args=[concern]), asked))
    rows = page.partition('<ol class="dr-chronology')[2].partition("</ol>")[0].split("<li ")[1:]
    words = [next(said for said in (CALL, LETTER, DO) if said in row) for row in rows]
    return words, [said for said, row in zip(words, rows, strict=True) if "dr-only-print" in row]


def test_the_record_is_ordered_by_when_things_happened_and_narrowed_by_kind() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        concern = record(lead)
        client = sign_in(lead, provider)
        before = LedgerEntry.objects.filter(verb="audit.read").count()
        assert shown(client, concern) == ([CALL, LETTER, DO], [])
        assert shown(client, concern, order="newest") == ([DO, LETTER, CALL], [])
        assert shown(client, concern, kind="calls") == ([CALL, LETTER, DO], [LETTER, DO])
        assert shown(client, concern, kind="letters", order="newest") == ([DO, LETTER, CALL], [DO, CALL])
        assert "0 of 3 are shown" in text(
            client.get(reverse("concern", args=[concern]), {"kind": "decisions"})
        )
        # However it is shown, it was read.
        assert LedgerEntry.objects.filter(verb="audit.read").count() == before + 5
        assert client.get(reverse("concern", args=[concern]), {"kind": "secrets"}).status_code == 400


def test_a_past_day_keeps_its_day_when_it_is_ordered_anew() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        concern = record(lead)
        page = text(sign_in(lead, provider).get(reverse("concern", args=[concern]), {"at": "2026-03-10"}))
    assert re.search(r'<input type="hidden" name="at" value="2026-03-10">', page)


def test_paper_says_for_whom_and_is_whole_and_oldest_first(client: Client, browser_page: Page) -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        concern = record(lead)
        address = reverse("concern", args=[concern]) + "?kind=calls&order=newest"
        page = sign_in(lead, provider).get(address).content.decode()
    browser_page.route("**/desk/**", lambda route: route.fulfill(body=page, content_type="text/html"))
    browser_page.goto(address)
    for hidden in (LETTER, "The whole record, the oldest first."):
        expect(browser_page.get_by_text(hidden)).to_be_hidden()
    browser_page.emulate_media(media="print")
    for said in (LETTER, "Printed or shown for Lea Dee,", "The whole record, the oldest first."):
        expect(browser_page.get_by_text(said).first).to_be_visible()
    tops = [
        browser_page.locator(".dr-chronology").get_by_text(said).bounding_box() for said in (CALL, LETTER, DO)
    ]
    assert all(tops)
    assert [box["y"] for box in tops if box] == sorted(box["y"] for box in tops if box)
