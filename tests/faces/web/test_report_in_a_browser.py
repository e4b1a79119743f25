"""Writing a report in a real browser: the draft lives in this tab alone, dies with Exit this page, and one is sent."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import utc_now
from dueregard.work.casework.models import Concern
from dueregard.work.casework.operations.reading import read_concern
from household import NOON, SETUP, inside, make_holder
from journeys.screens import PHONE
from journeys.steps import bears_looking_at

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.parametrize("viewport", [PHONE])]
WORDS = "I saw a drawing of a weapon."
MIXED = (
    "\n  Mae hi\u2019n dweud: «لا تخبر أحدا», 不要告訴任何人, не кажи, שלום,"  # other scripts, on purpose
    " \U0001f469\U0001f3fd\u200d\U0001f393, e\u0301, \u202ereversed\u202c\n\tand a tab"
)
ELSEWHERE = "https://www.bbc.co.uk/weather"


@pytest.fixture
def place(browser_page: Page) -> Iterator[tuple[str, UUID]]:
    """The short address of a provider, and who leads there; where Exit leads is answered by ourselves."""

    def weather(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body="<title>Weather</title><h1>Weather</h1>")

    browser_page.context.route("https://www.bbc.co.uk/**", weather)
    with inside() as provider:
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
        yield reverse("report-first", args=[provider.short_code]), make_holder("Lea Dee", "dsl")


def write(page: Page, first: str, words: str = WORDS) -> None:
    page.goto(first)
    page.get_by_role("button", name="Write it down").click()
    page.locator("input[name=reporter][value=anonymous]").check()
    page.locator("input[name=about][value=learner]").check()
    page.locator("textarea[name=seen]").fill(words)


def check(page: Page) -> None:
    page.get_by_role("button", name="Check what you wrote").click()
    expect(page.get_by_role("heading", name="Check what you wrote")).to_be_visible()


def send(page: Page) -> None:
    page.get_by_role("button", name="Send it now").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


def leave(page: Page) -> None:
    page.locator(".govuk-js-exit-this-page-button").click()
    page.wait_for_url(ELSEWHERE)


def go_back_and_out(page: Page) -> None:
    """Back to a page that sends one out again."""
    with page.expect_response(ELSEWHERE):
        page.evaluate("setTimeout(() => history.back())")
    page.wait_for_url(ELSEWHERE)


def everything_on(page: Page) -> str:
    boxes: list[str] = page.locator("textarea, input").evaluate_all("all => all.map(box => box.value)")
    return page.content() + "\n".join(boxes)


@pytest.mark.parametrize(("from_the_check_page", "pages_behind"), [(False, 1), (True, 3)])
def test_exit_forgets_the_draft_and_the_back_button_does_not_bring_it_back(
    browser_page: Page, place: tuple[str, UUID], from_the_check_page: bool, pages_behind: int
) -> None:
    page, (first, _) = browser_page, place
    write(page, first)
    if from_the_check_page:
        check(page)
        page.get_by_role("button", name="Change something").click()
        check(page)
    leave(page)
    for _page in range(pages_behind):
        go_back_and_out(page)
        assert WORDS not in everything_on(page)
    page.goto(first)
    assert page.evaluate("sessionStorage.length") == 0
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator("textarea[name=seen]")).to_have_value("")
    assert Concern._base_manager.count() == 0


@pytest.mark.parametrize("javascript", [False])
def test_without_scripts_the_form_gone_back_to_is_empty(
    browser_page: Page, place: tuple[str, UUID], javascript: bool
) -> None:
    write(browser_page, place[0])
    leave(browser_page)
    browser_page.go_back()
    expect(browser_page.locator("textarea[name=seen]")).to_have_value("")


@pytest.mark.parametrize("javascript", [True, False])
def test_once_sent_going_back_shows_no_word_of_it_and_sends_nothing(
    browser_page: Page, place: tuple[str, UUID], javascript: bool
) -> None:
    write(browser_page, place[0])
    check(browser_page)
    send(browser_page)
    browser_page.go_back()
    expect(browser_page.get_by_role("heading", name="You have sent this already")).to_be_visible()
    assert WORDS not in everything_on(browser_page)
    browser_page.go_back()
    assert WORDS not in everything_on(browser_page)
    assert Concern._base_manager.count() == 1


def test_the_draft_is_in_this_tab_alone_and_outlives_a_reload(
    browser_page: Page, place: tuple[str, UUID]
) -> None:
    write(browser_page, place[0])
    browser_page.reload()
    browser_page.get_by_role("button", name="Show it").click()
    expect(browser_page.locator("textarea[name=seen]")).to_have_value(WORDS)
    other = browser_page.context.new_page()
    other.goto(browser_page.url)
    expect(other.locator("textarea[name=seen]")).to_have_value("")
    assert browser_page.context.cookies() == []


def test_whoever_comes_next_in_this_tab_is_asked_and_sees_no_word(
    browser_page: Page, place: tuple[str, UUID]
) -> None:
    page = browser_page
    write(page, place[0])
    page.goto(place[0])
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("heading", name="Was it you?")).to_be_focused()
    assert WORDS not in everything_on(page)
    assert not page.locator("input[name=reporter][value=anonymous]").is_checked()
    bears_looking_at(page)
    page.get_by_role("button", name="Delete it").click()
    expect(page.locator("textarea[name=seen]")).to_have_value("")
    expect(page.locator("input[name=reporter]").first).to_be_focused()
    assert page.evaluate("sessionStorage.length") == 0


@pytest.mark.parametrize(("minutes", "asked"), [(29, True), (31, False)])
@pytest.mark.parametrize("stays", [True, False])
def test_a_draft_left_alone_for_half_an_hour_is_gone(
    browser_page: Page, place: tuple[str, UUID], minutes: int, asked: bool, stays: bool
) -> None:
    page = browser_page
    page.clock.install()
    write(page, place[0])
    form = page.url
    if not stays:
        page.goto("about:blank")
    page.clock.fast_forward(minutes * 60 * 1000)
    if stays:
        assert page.evaluate("sessionStorage.length") == int(asked)
    page.goto(form)
    expect(page.get_by_role("heading", name="Was it you?")).to_be_visible(visible=asked)
    assert page.evaluate("sessionStorage.length") == int(asked)


def test_a_draft_dies_when_somebody_signs_in_here(browser_page: Page, place: tuple[str, UUID]) -> None:
    write(browser_page, place[0])
    form = browser_page.url
    browser_page.goto("/sign-in/")
    assert browser_page.evaluate("sessionStorage.length") == 0
    browser_page.goto(form)
    expect(browser_page.locator("textarea[name=seen]")).to_have_value("")


def test_sending_twice_is_one_concern(browser_page: Page, place: tuple[str, UUID]) -> None:
    write(browser_page, place[0])
    check(browser_page)
    browser_page.get_by_role("button", name="Send it now").dblclick()
    expect(browser_page.get_by_role("heading", name="Thank you")).to_be_visible()
    code = browser_page.locator(".dr-receipt code").all_inner_texts()
    browser_page.reload()
    assert browser_page.locator(".dr-receipt code").all_inner_texts() == code
    assert Concern._base_manager.count() == 1


def test_the_poster_can_be_read_aloud_and_fits_two_sheets(
    browser_page: Page, place: tuple[str, UUID]
) -> None:
    browser_page.goto(f"{place[0]}poster/")
    bears_looking_at(browser_page)
    paper = browser_page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 2


def test_words_of_any_script_arrive_as_they_were_written(browser_page: Page, place: tuple[str, UUID]) -> None:
    write(browser_page, place[0], MIXED)
    check(browser_page)
    send(browser_page)
    file = read_concern(concern_id=Concern.objects.get().id, actor=Actor.person(place[1]), now=utc_now())
    assert file.account["seen"] == MIXED


@pytest.mark.parametrize(
    ("words", "way"),
    [("a short text", "auto"), ("It was late. " * 2000, "ltr"), ("(1) كان متأخرا. " * 2000, "rtl")],
)
def test_a_long_text_says_which_way_it_runs_so_that_the_browser_need_not_look_at_each_letter(
    browser_page: Page, place: tuple[str, UUID], words: str, way: str
) -> None:
    browser_page.goto(f"{place[0]}report/")
    box = browser_page.locator("textarea[name=seen]")
    box.fill(words)
    expect(box).to_have_attribute("dir", way)
    box.fill("x")
    box.fill("y")
    expect(box).to_have_attribute("dir", "auto")
