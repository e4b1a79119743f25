"""An anonymous learner with a telephone: reports, loses the tab, comes back and reads how it ended."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dueregard.faces.demo.people import Plays
from journeys.screens import PHONE
from journeys.steps import bears_looking_at, build, choose, press, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
SEEN = "Someone hides drawings of weapons under the bench."
QUESTION = "Which bench do you mean?"
ANSWER = "The one by the window."


def test_nobody_is_left_wondering(somebody: Callable[..., Page]) -> None:
    place = build()
    learner, lead = somebody(PHONE), somebody()
    reference, code = tells(learner, place.front)
    learner.goto("about:blank")  # the tab is lost
    sign_in(lead, place.login(Plays.LEAD))
    asks(lead, reference)
    comes_back(learner, place.front, reference, code)
    answers(learner)
    ends(lead)
    comes_back(learner, place.front, reference, code)
    thanks(learner)
    lead.reload()
    expect(lead.locator(".dr-chronology")).to_contain_text("Thank you.")
    expect(lead.locator(".dr-chronology")).to_contain_text(ANSWER)


def tells(page: Page, front: str) -> tuple[str, str]:
    """Report with a second person in it, try the note, and add when it was."""
    page.goto(f"{front}report/")
    choose(page, "Who are you?", "I would rather not say who I am")
    choose(page, "Who is it about?", "A friend or another learner")
    page.locator("[name=seen]").fill(SEEN)
    press(page, "Add somebody else who is in it")
    page.get_by_label("Somebody else in it (1)").fill("the tall one")
    page.get_by_label("Their part in it (1)").select_option("witness")
    expect(page.locator("[name=seen]")).to_have_value(SEEN)
    bears_looking_at(page)
    press(page, "Check what you wrote")
    expect(page.locator("main")).to_contain_text("the tall one")
    press(page, "Send it now")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    reference, code = page.locator(".dr-receipt code").all_text_contents()
    bears_looking_at(page)
    press(page, "I have noted it. Let me try")
    page.get_by_label("Type the code from your note").fill("BBBB")
    press(page, "Try it")
    expect(page.locator(".dr-receipt code")).to_have_text([reference, code])
    bears_looking_at(page)
    page.get_by_label("Type the code from your note").fill(code.lower())
    press(page, "Try it")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your note is right")
    return reference, code


def asks(page: Page, reference: str) -> None:
    page.get_by_role("link", name=reference).click()
    press(page, "Open it")
    page.get_by_role("link", name="Add to the record").first.click()
    choose_kind(page)
    page.locator("[name=words]").fill(QUESTION)
    press(page, "Save")
    expect(page.locator(".dr-chronology")).to_contain_text(QUESTION)


def choose_kind(page: Page) -> None:
    """Something the person who reported reads."""
    box = page.locator("[name=kind]")
    if box.first.evaluate("box => box.tagName") == "SELECT":
        box.select_option("told-reporter")
    else:
        page.locator("[name=kind][value=told-reporter]").check()


def comes_back(page: Page, front: str, reference: str, code: str) -> None:
    page.goto(front)
    page.get_by_role("link", name="I reported before and have a reference").click()
    page.get_by_label("Reference").fill(reference.lower())
    page.get_by_label("Code").fill(code.replace("-", " "))
    press(page, "Show it")
    expect(page.locator("main")).to_contain_text(QUESTION)
    bears_looking_at(page)


def answers(page: Page) -> None:
    page.get_by_label("What do you want to add?").fill(ANSWER)
    press(page, "Add it")
    expect(page.locator("main")).to_contain_text("Added.")


def ends(page: Page) -> None:
    page.reload()
    page.get_by_role("link", name="Decide", exact=True).click()
    page.get_by_label("What do you decide?").select_option("close")
    press(page, "Continue")
    page.get_by_label("Outcome").select_option(index=1)
    for box in ("Your reasons", "What else you considered", "Whom you consulted", "Who was told"):
        page.get_by_label(box).fill("It was as it was.")
    for yes in page.locator("input[name^='whether-'][value='yes']").all():
        yes.check()
    press(page, "Save")
    expect(page.locator(".dr-standing")).to_contain_text("Closed")
    press(page, "Tell them that it has ended")
    page.locator("[name=closing]").first.check()
    press(page, "Save")
    expect(page.locator(".dr-chronology")).to_contain_text("the person who reported can read this")


def thanks(page: Page) -> None:
    expect(page.locator("main")).to_contain_text("It has come to an end")
    expect(page.locator("main")).to_contain_text("You were right to tell us")
    press(page, "Thank you")
    expect(page.locator("main")).to_contain_text("You said thank you.")
    bears_looking_at(page)
