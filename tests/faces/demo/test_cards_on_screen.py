"""The cards and the mail in a browser: one click leads into a path, one leads back, and both bear looking at."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dueregard.faces.demo.people import Plays
from dueregard.faces.demo.stories import STORIES
from journeys.screens import DESKTOP, PHONE
from journeys.steps import bears_looking_at, build

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demonstration")]
TOLD_OF = {"danger", "workbook", "phone", "bruises"}


def test_a_stranger_becomes_the_lead_by_one_click_and_finds_back(somebody: Callable[..., Page]) -> None:
    place = build(stories=tuple(story for story in STORIES if story.key in TOLD_OF))
    page = somebody(PHONE, javascript=False)
    page.goto(f"/?at={place.house.slug}")
    card = page.locator(f"#{Plays.LEAD}")
    card.get_by_role("button").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Open the record?")
    expect(page.get_by_role("complementary", name="Invented people")).to_be_visible()
    # It needs a script, and there is none.
    expect(page.get_by_role("button", name="Hide screen")).to_have_count(0)
    page.get_by_role("link", name="Who are you today?").click()
    expect(page).to_have_url(f"/?at={place.house.slug}#{Plays.LEAD}")


def test_the_cards_and_the_mail_bear_looking_at(browser_page: Page) -> None:
    place = build(stories=tuple(story for story in STORIES if story.key in TOLD_OF))
    for address in ("/", f"/?at={place.house.slug}", "/demo/messages/"):
        browser_page.goto(address)
        for size in (PHONE, DESKTOP):
            browser_page.set_viewport_size(size)
            bears_looking_at(browser_page)
