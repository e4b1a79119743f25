"""The components, in a real browser: no finding of axe, no sideways scrolling, and the strict policy in force."""

import re

import pytest
from django.test import Client
from lxml import etree
from playwright.sync_api import Locator, Page, ViewportSize, expect
from pytest_django.fixtures import Settings

from architecture.screen_text import Markup
from journeys.screens import DESKTOP, PHONE
from journeys.steps import findings_of_axe, fits

ZOOMED: ViewportSize = {"width": 320, "height": 400}  # a desktop at four times its size, as WCAG 1.4.10 asks
PAGES = ["/components/report/", "/components/report/?wrong", "/components/desk/", "/components/desk/?wrong"]


@pytest.fixture(autouse=True)
def _gallery_open(settings: Settings) -> None:
    settings.DEBUG = True


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(browser_page: Page, address: str) -> None:
    browser_page.goto(address)
    # GOV.UK's radios tell by aria-expanded what they open; screen readers that know it say it, others ignore it.
    found = [one for one in findings_of_axe(browser_page) if one != ("aria-allowed-attr", ["#id_about-3"])]
    assert found == []
    assert fits(browser_page)


@pytest.mark.parametrize("viewport", [ZOOMED])
@pytest.mark.parametrize("address", ["/components/report/?wrong", "/components/desk/?wrong"])
def test_magnified_four_times_nothing_scrolls_sideways(browser_page: Page, address: str) -> None:
    browser_page.goto(address)
    assert fits(browser_page)


@pytest.mark.parametrize("address", PAGES)
def test_every_element_is_closed_and_no_id_stands_twice(client: Client, address: str) -> None:
    page = client.get(address).content.decode()
    assert faults(page) == []


def faults(page: str) -> list[str]:
    """What an HTML parser complains of; it is older than some elements we use, and knows no SVG."""
    parser = etree.HTMLParser()
    etree.fromstring(page, parser)
    return [error.message for error in parser.error_log if error.type_name != "HTML_UNKNOWN_TAG"]


@pytest.mark.parametrize("address", PAGES)
def test_no_style_or_script_stands_in_the_page(client: Client, address: str) -> None:
    assert Markup(client.get(address).content.decode()).in_place == []


@pytest.mark.parametrize(
    ("debug", "demo", "status"), [(False, False, 404), (True, False, 200), (False, True, 200)]
)
@pytest.mark.parametrize("address", ["/components/", "/components/report/"])
@pytest.mark.urls("faces.demo.addresses")
def test_the_gallery_does_not_exist_in_life(
    client: Client, settings: Settings, address: str, debug: bool, demo: bool, status: int
) -> None:
    settings.DEBUG, settings.DEMO = debug, demo
    assert client.get(address).status_code == status


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
    expect(browser_page).to_have_title(re.compile("^Error: Components "))
    browser_page.get_by_role("link", name="Who are they? This needs an answer.").click()
    expect(browser_page.get_by_label("Who are they?")).to_be_focused()


def is_on_top(what: Locator) -> bool:
    """Whether nothing lies over the middle of an element, and it is on the screen."""
    return what.evaluate(
        """what => {
          const {x, y, width, height} = what.getBoundingClientRect();
          return what.contains(document.elementFromPoint(x + width / 2, y + height / 2));
        }"""
    )


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize(
    ("address", "way_out"),
    [("/components/report/", ".govuk-exit-this-page__button"), ("/components/desk/", "[data-hide-screen]")],
    ids=["report", "desk"],
)
def test_the_way_out_stays_in_reach(browser_page: Page, address: str, way_out: str) -> None:
    browser_page.goto(address)
    for y in (0, 700, 100_000):
        browser_page.evaluate(f"scrollTo(0, {y})")
        assert is_on_top(browser_page.locator(way_out))


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("address", ["/components/report/", "/components/desk/"])
def test_the_way_out_never_covers_what_has_the_focus(browser_page: Page, address: str) -> None:
    browser_page.goto(address)
    stops = browser_page.locator("main :is(input:not([type=hidden]), textarea, select, button, a)").count()
    browser_page.locator("footer").click()
    covered = set()
    for _ in range(stops):  # upwards, so that the page moves under what stays in reach
        browser_page.keyboard.press("Shift+Tab")
        focused = browser_page.locator("main :focus")
        if focused.count() and not is_on_top(focused):
            covered.add(focused.evaluate("it => it.outerHTML"))
    assert covered == set()


def test_hide_screen_covers_the_page_and_loses_nothing(browser_page: Page) -> None:
    browser_page.goto("/components/desk/")
    browser_page.get_by_label("What happened?").fill("Half a sentence")
    browser_page.get_by_role("button", name="Hide screen").click()
    expect(browser_page).to_have_title("Notes")
    assert not is_on_top(browser_page.get_by_label("What happened?"))
    browser_page.get_by_role("button", name="Show the screen again").click()
    assert is_on_top(browser_page.get_by_label("What happened?"))
    expect(browser_page.get_by_label("What happened?")).to_have_value("Half a sentence")
    expect(browser_page).to_have_title(re.compile("^Components "))


def test_escape_twice_hides_the_screen_and_does_not_show_it_again(browser_page: Page) -> None:
    browser_page.goto("/components/desk/")
    browser_page.get_by_label("What happened?").fill("Half a sentence")
    browser_page.keyboard.press("Escape")
    expect(browser_page).to_have_title(re.compile("^Components "))
    for _ in range(4):
        browser_page.keyboard.press("Escape")
        expect(browser_page).to_have_title("Notes")
        expect(browser_page.locator("#hidden-screen")).to_be_visible()
    browser_page.get_by_role("button", name="Show the screen again").click()
    expect(browser_page.get_by_label("What happened?")).to_have_value("Half a sentence")


def test_what_one_wants_to_keep_is_copied(browser_page: Page) -> None:
    browser_page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    browser_page.goto("/components/report/")
    browser_page.get_by_role("button", name="Copy it").click()
    expect(browser_page.locator("#reference-copied")).to_have_text("Copied")
    assert browser_page.evaluate("navigator.clipboard.readText()") == "AB12-CD34"


def test_paper_gets_the_words_and_nothing_to_press(browser_page: Page) -> None:
    browser_page.goto("/components/desk/")
    browser_page.emulate_media(media="print")
    expect(browser_page.get_by_text("Printed or shown for Ada Example")).to_be_visible()
    for gone in ("Sign out", "Hide screen", "Print this page", "Send", "Older ones"):
        expect(browser_page.get_by_text(gone, exact=True)).to_be_hidden()


@pytest.mark.parametrize("viewport", [PHONE])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_on_a_phone_the_ways_fit_in_a_line_and_the_others_open_by_keyboard(browser_page: Page) -> None:
    browser_page.goto("/components/desk/")
    ways = browser_page.get_by_role("navigation", name="Main")
    one_line = ways.bounding_box()
    assert one_line is not None
    assert one_line["height"] < 60
    expect(ways.get_by_role("link")).to_have_text(["Sign in", "Policies", "Find"])
    menu = ways.get_by_text("Menu", exact=True)
    menu.press("Enter")
    expect(ways.get_by_role("link")).to_have_text(["Sign in", "Policies", "Find", "My reports", "Cover"])
    browser_page.keyboard.press("Tab")
    expect(ways.get_by_role("link", name="My reports")).to_be_focused()
    assert fits(browser_page)


def test_where_there_is_room_the_menu_stands_open_in_the_same_order(browser_page: Page) -> None:
    browser_page.goto("/components/desk/")
    ways = browser_page.get_by_role("navigation", name="Main")
    expect(ways.get_by_text("Menu", exact=True)).to_be_hidden()
    expect(ways.get_by_role("link")).to_have_text(["Sign in", "Policies", "Find", "My reports", "Cover"])
    ways.get_by_role("link", name="Find").focus()
    for name in ("My reports", "Cover"):
        browser_page.keyboard.press("Tab")
        expect(ways.get_by_role("link", name=name)).to_be_focused()


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
    # What stays is where to lead out again: see test_report_in_a_browser.
    assert browser_page.evaluate("Object.keys(sessionStorage)") == ["exited-to"]


def test_a_draft_stays_in_its_tab(browser_page: Page) -> None:
    browser_page.goto("/components/report/")
    first_id = browser_page.locator("[name=request_id]").input_value()
    browser_page.get_by_label("What happened?").fill("Half a sentence")
    browser_page.get_by_label("Somebody else").check()
    browser_page.get_by_label("Who are they?").fill("Sam")
    browser_page.get_by_label("Password", exact=True).fill("hunter2")
    browser_page.reload()
    expect(browser_page.get_by_label("What happened?")).to_be_hidden()
    browser_page.get_by_role("button", name="Show it").click()
    expect(browser_page.get_by_label("What happened?")).to_have_value("Half a sentence")
    expect(browser_page.get_by_label("Who are they?")).to_have_value("Sam")
    expect(browser_page.get_by_label("Password", exact=True)).to_have_value("")
    assert browser_page.locator("[name=request_id]").input_value() != first_id
    other = browser_page.context.new_page()
    other.goto(browser_page.url)
    expect(other.get_by_label("What happened?")).to_have_value("")
