"""The nine cards: each step of each leads, in one click, to a page that is there, as whom the card says."""

import html
import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from dueregard.authority.identity.sessions import PROVIDER
from dueregard.faces.demo.building import Built, build_house
from dueregard.faces.demo.cards import CARDS
from dueregard.faces.demo.paths import Place
from dueregard.faces.demo.people import HOUSES, House, Plays
from dueregard.faces.demo.stories import STORIES
from dueregard.ground.kernel.moments import utc_now

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
SPOKEN_OF = tuple(story for story in STORIES if story.key in {"danger", *(card.receipt for card in CARDS)})
NOBODY = {Plays.APPRENTICE, Plays.MENTOR}


@pytest.fixture(scope="module")
def larkfield(lasting: Callable[[], AbstractContextManager[None]]) -> Built:
    """The first provider, with a year behind it and all whom it employs and teaches."""
    with lasting():
        return build_house(HOUSES[0], now=utc_now(), with_crew=True)


def test_there_are_nine_and_each_has_a_short_path_at_every_provider() -> None:
    assert [card.plays for card in CARDS] == list(Plays)
    lengths = {(card.plays, house.slug): len(card.steps_at(house)) for card in CARDS for house in HOUSES}
    assert {key: length for key, length in lengths.items() if length not in {3, 4, 5, 6}} == {}


def test_every_story_a_card_speaks_of_is_told() -> None:
    told = {story.key for story in STORIES}
    spoken_of = {step.story for card in CARDS for step in card.steps} | {card.receipt for card in CARDS}
    assert spoken_of - {""} <= told
    assert all(bool(step.story) == (step.place is Place.CONCERN) for card in CARDS for step in card.steps)


@pytest.mark.parametrize("house", HOUSES, ids=lambda house: house.slug)
def test_every_step_of_every_card_opens_the_page_it_speaks_of(house: House, larkfield: Built) -> None:
    if house.slug != larkfield.provider.slug:
        build_house(house, now=utc_now(), with_crew=True)
    client = Client()
    for card in CARDS:
        for number, step in enumerate(card.steps_at(house), 1):
            posted = {"card": card.plays.value, "at": house.slug, "step": str(number)}
            landed = client.post("/demo/walk/", posted, follow=True)
            assert landed.status_code == 200, (card.plays, step.does)
            page = html.unescape(landed.content.decode())
            assert "Invented people" in page
            assert (f"<b>{step.does}.</b> {step.look}" in page) is (card.plays not in NOBODY), step.does
            assert (PROVIDER in client.session) is (card.plays not in NOBODY), (card.plays, step.does)


def test_the_receipt_on_a_card_finds_the_report(larkfield: Built) -> None:
    client = Client()
    page = client.get(f"/?at={larkfield.provider.slug}").content.decode()
    receipts = re.findall(r"Reference <code>(.*?)</code><br>Code <code>(.*?)</code>", page)
    assert len(receipts) == sum(1 for card in CARDS if card.receipt)
    for reference, code in receipts:
        posted = {"reference": reference, "code": code}
        shown = client.post(f"/r/{larkfield.provider.short_code}/again/", posted)
        assert (shown.status_code, "Where it stands" in shown.content.decode()) == (200, True)


def test_who_needs_no_account_leaves_nobody_signed_in_and_gets_no_session(larkfield: Built) -> None:
    client, at = Client(), larkfield.provider.slug
    client.post("/demo/walk/", {"card": Plays.TUTOR.value, "at": at, "step": "1"})
    assert client.session.keys()
    client.post("/demo/walk/", {"card": Plays.APPRENTICE.value, "at": at, "step": "1"})
    assert "sessionid" not in {name for name, cookie in client.cookies.items() if cookie.value}


def test_a_visitor_goes_from_one_provider_to_another(larkfield: Built) -> None:
    build_house(HOUSES[1], now=utc_now(), stories=SPOKEN_OF)
    client = Client()
    for house in HOUSES[:2]:
        landed = client.post("/demo/walk/", {"card": "lead", "at": house.slug, "step": "1"}, follow=True)
        assert (landed.status_code, house.name in landed.content.decode()) == (200, True)
    for page in ("/", f"/?at={HOUSES[0].slug}", "/demo/messages/"):
        assert client.get(page).status_code == 200


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"card": "lead", "at": "larkfield", "step": "99"},
        {"card": "lead", "at": "larkfield", "step": "-1"},
        {"card": "lead", "at": "https://example.org", "step": "1"},
        {"card": "root", "at": "larkfield", "step": "1"},
    ],
)
def test_what_no_card_offers_is_nothing(posted: dict[str, str], larkfield: Built) -> None:
    client = Client()
    assert client.post("/demo/walk/", posted).status_code == 404
    assert not client.session.keys()
