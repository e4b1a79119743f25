"""One concern from the phone of an apprentice to the desk of the lead and back, and the ways round the lead."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dueregard.faces.demo.people import Plays
from journeys.screens import DESKTOP, PHONE
from journeys.steps import (
    Place,
    build,
    choose,
    choose_by_keyboard,
    press,
    press_by_keyboard,
    sign_in,
    tab_to,
    write_by_keyboard,
)

pytestmark = pytest.mark.django_db(transaction=True)
People = Callable[..., Page]
SEEN = "My friend says he will not be here on Friday, and gave his bike away."


def receipt(page: Page) -> tuple[str, str]:
    """The reference and the code, as whoever reported would write them down."""
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    reference, code = page.locator(".dr-receipt code").all_text_contents()
    return reference, code


def report(
    page: Page, place: Place, *, about: str, seen: str, reporter: str, involved: str = ""
) -> tuple[str, str]:
    """Report with the mouse, without a script; returns the receipt."""
    page.goto(f"{place.front}report/")
    choose(page, "Who are you?", reporter)
    choose(page, "Who is it about?", about)
    page.locator("[name=seen]").fill(seen)
    if involved:
        page.get_by_label(involved).check()
    press(page, "Check what you wrote")
    press(page, "Send it now")
    return receipt(page)


def test_an_apprentice_tells_of_a_friend_and_learns_what_came_of_it(somebody: People) -> None:
    place = build()
    apprentice, lead = somebody(PHONE, javascript=False), somebody(DESKTOP)
    reference, code = tells_by_keyboard(apprentice, place)
    sign_in(lead, place.login(Plays.LEAD))
    opens(lead, reference)
    sorts(lead)
    decides(lead)
    refers(lead)
    reads_what_came_of_it(apprentice, reference, code)


def tells_by_keyboard(page: Page, place: Place) -> tuple[str, str]:
    page.goto(place.front)
    tab_to(page, page.get_by_role("button", name="Write it down"))
    page.keyboard.press("Enter")
    choose_by_keyboard(page, "Who are you?", "I am a learner or an apprentice")
    choose_by_keyboard(page, "Who is it about?", "A friend or another learner")
    choose_by_keyboard(page, "Is anybody in danger now?", "Yes")
    write_by_keyboard(page, page.locator("[name=seen]"), SEEN)
    write_by_keyboard(page, page.locator("[name=who]"), "Ash Corrie")
    press_by_keyboard(page, "Check what you wrote")
    expect(page.get_by_text("Nothing has been sent yet.")).to_be_visible()
    expect(page.get_by_text(SEEN)).to_be_visible()
    press_by_keyboard(page, "Send it now")
    return receipt(page)


def opens(page: Page, reference: str) -> None:
    page.get_by_role("link", name=reference).click()
    expect(page.locator("main")).not_to_contain_text("Ash Corrie")
    press(page, "Open it")
    expect(page.get_by_role("heading", level=1)).to_contain_text(reference)
    expect(page.locator("main")).to_contain_text("Ash Corrie")


def sorts(page: Page) -> None:
    press(page, "Sort")
    choose(page, "Is anybody in danger now?", "Yes")
    choose(page, "Who is it about?", "A child: somebody under 18")
    choose(page, "What does it fall under?", "Safeguarding")
    choose(page, "How soon is the next step?", "Now")
    page.get_by_label("Why do you sort it so?").fill("He may take his life this week.")
    press(page, "Save")
    expect(page.locator(".dr-chronology")).to_contain_text("Sorted")


def decides(page: Page) -> None:
    """A referral always takes the full sheet: the short one comes back with what is missing, and nothing is lost."""
    press(page, "Decide")
    page.get_by_label("What do you decide?").select_option("refer-outside")
    press(page, "Continue")
    page.get_by_label("Outcome").select_option("refer")
    page.get_by_label("Your reasons").fill("He is a child and in danger.")
    press(page, "Save")
    expect(page.get_by_role("alert")).to_contain_text("Say what else you considered")
    expect(page.get_by_label("Your reasons")).to_have_value("He is a child and in danger.")
    page.get_by_label("What else you considered").fill("To wait for Friday: too late.")
    page.get_by_label("Whom you consulted").fill("The council's advice line.")
    page.get_by_label("Who was told").fill("He was told, and his mother.")
    for yes in page.locator("input[name^='whether-'][value='yes']").all():
        yes.check()
    press(page, "Save")
    expect(page.locator(".dr-chronology")).to_contain_text("made")


def refers(page: Page) -> None:
    press(page, "Prepare a referral")
    page.get_by_label("To whom?").select_option(index=1)
    page.get_by_label("What you will tell them").fill("What his friend saw and heard.")
    press(page, "Save")
    page.get_by_role("link", name="something happened").click()
    page.get_by_label("What has happened?").select_option("sent")
    press(page, "Save")
    expect(page.locator("main")).to_contain_text("sent")


def reads_what_came_of_it(page: Page, reference: str, code: str) -> None:
    page.get_by_role("link", name="Look at it again").click()
    write_by_keyboard(page, page.get_by_label("Reference"), reference.lower())
    write_by_keyboard(page, page.get_by_label("Code"), code.replace("-", " "))
    press_by_keyboard(page, "Show it")
    expect(page.locator("main")).to_contain_text("It is being acted on")
    expect(page.locator("main")).not_to_contain_text("Ash Corrie")


def test_a_worry_about_a_colleague_takes_the_other_way(somebody: People) -> None:
    place = build("garrison-row")
    mentor, lead, hr = somebody(PHONE, javascript=False), somebody(), somebody()
    reference, _ = report(
        mentor, place, reporter="I work here", about="Somebody who works here", seen="He shouts at learners."
    )
    sign_in(hr, place.login(Plays.HR))
    expect(hr.locator("main")).not_to_contain_text(reference)
    hr.get_by_role("link", name="Restricted").click()
    opens_restricted(hr, reference)
    sign_in(lead, place.login(Plays.LEAD))
    expect(lead.locator("main")).not_to_contain_text(reference)


def opens_restricted(page: Page, reference: str) -> None:
    page.get_by_role("link", name=reference).click()
    press(page, "Open it")
    expect(page.locator("main")).to_contain_text("He shouts at learners.")
    expect(page.locator("main")).to_contain_text("Restricted")


@pytest.mark.parametrize("javascript", [False])
def test_what_is_about_the_lead_is_on_no_page_of_the_lead(somebody: People, browser_page: Page) -> None:
    place = build()
    reference, _ = report(
        browser_page,
        place,
        reporter="I am a learner or an apprentice",
        about="Somebody who works here",
        seen="She shut me in a room.",
        involved=place.house.playing(Plays.LEAD).name,
    )
    lead, director = somebody(), somebody()
    sign_in(lead, place.login(Plays.LEAD))
    expect(lead.get_by_role("navigation", name="Main").get_by_role("link").first).to_be_visible()
    for link in lead.get_by_role("navigation", name="Main").get_by_role("link").all_text_contents():
        lead.get_by_role("navigation", name="Main").get_by_role("link", name=link, exact=True).click()
        expect(lead.get_by_role("heading", level=1)).to_be_visible()
        expect(lead.locator("body")).not_to_contain_text(reference)
    sign_in(director, place.login(Plays.DIRECTOR))
    director.get_by_role("link", name="Restricted").click()
    expect(director.get_by_role("link", name=reference)).to_be_visible()


@pytest.mark.parametrize("viewport", [PHONE])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_an_anonymous_report_sets_no_cookie(browser_page: Page) -> None:
    place = build()
    browser_page.goto(place.front)
    report(
        browser_page,
        place,
        reporter="I would rather not say who I am",
        about="Somebody I do not know",
        seen="Stickers in the car park.",
    )
    assert browser_page.context.cookies() == []
