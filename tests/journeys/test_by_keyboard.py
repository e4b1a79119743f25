"""A lead without a mouse: a concern found by what was read out to them, sorted, decided, referred and ended."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from dueregard.faces.demo.people import Plays
from dueregard.faces.demo.stories import STORIES
from dueregard.ground.tenancy.operations import enter
from dueregard.work.casework.models import Concern
from journeys.steps import (
    bears_looking_at,
    build,
    choose_by_keyboard,
    press_by_keyboard,
    sign_in,
    tab_to,
    write_by_keyboard,
)

pytestmark = pytest.mark.django_db(transaction=True)
NEW = tuple(story for story in STORIES if story.key == "danger")


def test_from_the_telephone_to_the_end_by_keyboard_alone(somebody: Callable[..., Page]) -> None:
    place = build(stories=NEW)
    with enter(place.built.provider):
        reference = Concern.objects.get().reference
    page = somebody()
    sign_in(page, place.login(Plays.LEAD))
    write_by_keyboard(page, page.get_by_label("Reference or name"), reference.lower().replace("-", " "))
    page.keyboard.press("Enter")
    press_by_keyboard(page, "Open it")
    expect(page.get_by_role("heading", level=1)).to_contain_text(reference)
    sorts(page)
    decides(page)
    refers(page)
    ends(page)


def picks(page: Page, box: Locator, answer: str) -> None:
    """Tab to a list and go down to an answer."""
    tab_to(page, box)
    for _ in range(box.locator("option").count()):
        if box.input_value() == answer:
            return
        page.keyboard.press("ArrowDown")
    expect(box).to_have_value(answer)


def sorts(page: Page) -> None:
    press_by_keyboard(page, "Sort")
    choose_by_keyboard(page, "Is anybody in danger now?", "Yes")
    choose_by_keyboard(page, "Who is it about?", "A child: somebody under 18")
    choose_by_keyboard(page, "What does it fall under?", "Safeguarding")
    choose_by_keyboard(page, "How soon is the next step?", "Now")
    write_by_keyboard(page, page.get_by_label("Why do you sort it so?"), "He may take his life this week.")
    press_by_keyboard(page, "Save")
    expect(page.locator(".dr-chronology")).to_contain_text("Sorted")


def decides(page: Page) -> None:
    press_by_keyboard(page, "Decide")
    sheet(page, "refer-outside", "refer")
    expect(page.locator(".dr-chronology")).to_contain_text("Decision: refer")


def sheet(page: Page, question: str, outcome: str) -> None:
    picks(page, page.get_by_label("What do you decide?"), question)
    press_by_keyboard(page, "Continue")
    picks(page, page.get_by_label("Outcome"), outcome)
    for box in ("Your reasons", "What else you considered", "Whom you consulted", "Who was told"):
        write_by_keyboard(page, page.get_by_label(box), f"{box}: as it was.")
    for yes in page.locator("input[name^='whether-'][value='yes']").all():
        tab_to(page, yes)
        page.keyboard.press("Space")
    press_by_keyboard(page, "Save")


def refers(page: Page) -> None:
    press_by_keyboard(page, "Prepare a referral")
    to = page.get_by_label("To whom?")
    picks(page, to, to.locator("option[value]:not([value=''])").first.get_attribute("value") or "")
    write_by_keyboard(page, page.get_by_label("What you will tell them"), "What his friend saw and heard.")
    press_by_keyboard(page, "Save")
    press_by_keyboard(page, "It was sent")
    picks(page, page.get_by_label("What has happened?"), "sent")
    press_by_keyboard(page, "Save")
    expect(page.locator("main")).to_contain_text("sent")


def ends(page: Page) -> None:
    tab_to(page, page.get_by_role("link", name="Decide", exact=True))
    page.keyboard.press("Enter")
    sheet(page, "close", "concerns-addressed")
    expect(page.locator(".dr-standing")).to_contain_text("Closed")
    press_by_keyboard(page, "Tell them that it has ended")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    bears_looking_at(page)
