"""The components, in a real browser: no finding of axe, no sideways scrolling, and the strict policy in force."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from architecture.screen_text import Markup
from journeys.screens import DESKTOP, PHONE

PAGES = ["/components/report/", "/components/report/?wrong", "/components/desk/", "/components/desk/?wrong"]


@pytest.fixture(autouse=True)
def _gallery_open(settings: Settings) -> None:
    settings.DEBUG = True


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(browser_page: Page, address: str) -> None:
    browser_page.goto(address)
    found = [
        (violation["id"], node["target"])
        for violation in Axe().run(browser_page).response["violations"]
        for node in violation["nodes"]
        # GOV.UK's radios tell by aria-expanded what they open; screen readers that know it say it, others ignore it.
        if (violation["id"], node["target"]) != ("aria-allowed-attr", ["#id_about-3"])
    ]
    assert found == []
    assert browser_page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("address", PAGES)
def test_no_style_or_script_stands_in_the_page(client: Client, address: str) -> None:
    assert Markup(client.get(address).content.decode()).in_place == []


def test_the_gallery_does_not_exist_in_life(client: Client, settings: Settings) -> None:
    settings.DEBUG = False
    assert client.get("/components/desk/").status_code == 404


def test_a_choice_opens_its_further_question(browser_page: Page) -> None:
    browser_page.goto("/components/desk/")
    expect(browser_page.get_by_label("Who are they?")).to_be_hidden()
    browser_page.get_by_label("Somebody else").check()
    expect(browser_page.get_by_label("Who are they?")).to_be_visible()


@pytest.mark.parametrize("javascript", [False])
def test_without_scripts_every_question_stands_open(browser_page: Page) -> None:
    browser_page.goto("/components/report/")
    expect(browser_page.get_by_label("Who are they?")).to_be_visible()
    expect(browser_page.get_by_role("button", name="Exit this page").last).to_be_visible()


def test_the_error_summary_leads_to_the_box(browser_page: Page) -> None:
    browser_page.goto("/components/desk/?wrong")
    expect(browser_page).to_have_title(re.compile("^Error: Desk "))
    browser_page.get_by_role("link", name="Who are they? This needs an answer.").click()
    expect(browser_page.get_by_label("Who are they?")).to_be_focused()


def test_hide_screen_covers_the_page_and_loses_nothing(browser_page: Page) -> None:
    browser_page.goto("/components/desk/")
    browser_page.get_by_label("What happened?").fill("Half a sentence")
    browser_page.get_by_role("button", name="Hide screen").click()
    expect(browser_page).to_have_title("Notes")
    heading = browser_page.get_by_role("heading", name="Components", include_hidden=True)
    box = heading.bounding_box()
    assert box is not None
    over = browser_page.evaluate(
        "([x, y]) => document.elementFromPoint(x, y).id", [box["x"] + 5, box["y"] + 5]
    )
    assert over == "hidden-screen"
    browser_page.get_by_role("button", name="Show the screen again").click()
    expect(browser_page.get_by_label("What happened?")).to_have_value("Half a sentence")
    expect(browser_page).to_have_title(re.compile("^Desk "))


@pytest.mark.parametrize("way", ["pressed", "shift"])
def test_exit_this_page_forgets_the_draft_and_leaves_nothing_to_go_back_to(
    browser_page: Page, way: str
) -> None:
    browser_page.context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="Sunny"))
    browser_page.goto("/sign-in/")
    browser_page.goto("/components/report/")
    browser_page.evaluate("sessionStorage.setItem('draft', 'what I wrote')")
    if way == "pressed":
        browser_page.locator(".govuk-exit-this-page__button").click()
    else:
        for _ in range(3):
            browser_page.keyboard.press("Shift")
    expect(browser_page.get_by_text("Sunny")).to_be_visible()
    browser_page.go_back()
    expect(browser_page).to_have_title(re.compile("^Sign in "))
    assert browser_page.evaluate("sessionStorage.length") == 0


def test_a_draft_stays_in_its_tab(browser_page: Page) -> None:
    browser_page.goto("/components/report/")
    first_id = browser_page.locator("[name=request_id]").input_value()
    browser_page.get_by_label("What happened?").fill("Half a sentence")
    browser_page.get_by_label("Somebody else").check()
    browser_page.get_by_label("Who are they?").fill("Sam")
    browser_page.get_by_label("Password", exact=True).fill("hunter2")
    browser_page.reload()
    expect(browser_page.get_by_label("What happened?")).to_have_value("Half a sentence")
    expect(browser_page.get_by_label("Who are they?")).to_have_value("Sam")
    expect(browser_page.get_by_label("Password", exact=True)).to_have_value("")
    assert browser_page.locator("[name=request_id]").input_value() != first_id
    other = browser_page.context.new_page()
    other.goto(browser_page.url)
    expect(other.get_by_label("What happened?")).to_have_value("")
