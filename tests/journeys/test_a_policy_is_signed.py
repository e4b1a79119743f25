"""A policy from a draft to an edition in force: somebody changes a time, two others say yes, and everybody reads it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from household import make_person
from journeys.screens import DESKTOP, PHONE
from journeys.steps import choose, login, look, press, sign_in
from work.governance.governing import governed

pytestmark = pytest.mark.django_db(transaction=True)
People = Callable[..., Page]


def test_from_a_draft_to_an_edition_in_force(somebody: People) -> None:
    with governed() as crew:
        names = [
            login(one, name)
            for one, name in ((crew.writer, "wyn"), (crew.director, "dara"), (make_person("Tu Tor"), "tutor"))
        ]
    writer, director, reader = somebody(DESKTOP), somebody(PHONE), somebody(PHONE)
    writes(writer, names[0])
    says_yes(writer, "I have read it, and have nothing against it")
    sign_in(director, names[1])
    expect(director.get_by_text("1 policy waits for a word of yours.")).to_be_visible()
    director.get_by_role("link", name="Read and sign").click()
    director.get_by_role("link", name="Yours: read it and sign").click()
    expect(director.get_by_role("cell", name="within 6 months")).to_be_visible()
    look(director)
    says_yes(director, "Yes")
    publishes(director)
    sign_in(reader, names[2])
    reader.goto("/desk/policies/")
    reader.get_by_role("link", name="Read it, and who signed it").click()
    expect(reader.get_by_text("Dara Director as the Director")).to_be_visible()
    look(reader)


def writes(page: Page, name: str) -> None:
    """Begin from the edition in force, make a mistake, put it right, put it forward."""
    sign_in(page, name)
    page.goto("/desk/policies/")
    page.get_by_role("link", name="Policies on their way").click()
    look(page)
    page.get_by_role("button", name="Begin a draft").click()
    look(page)
    page.get_by_label("Which policy is to be changed?").select_option("Care")
    press(page, "Begin from the edition in force")
    look(page)
    page.get_by_role("button", name="Change the file").click()
    text = page.get_by_label("The file")
    before = text.input_value()
    text.fill(before.replace('every = "12 months"', 'every = "6 monhts"'))
    press(page, "Keep this text")
    look(page)
    page.get_by_role("link", name="Line ").first.click()
    expect(page.locator("li:target")).to_contain_text("monhts")
    page.get_by_label("The file").fill(before.replace('every = "12 months"', 'every = "6 months"'))
    press(page, "Keep this text")
    expect(page.get_by_text("Nothing is wrong in this file.")).to_be_visible()
    page.get_by_role("link", name="Back to the draft").click()
    page.get_by_role("link", name="All its texts").click()
    look(page)
    page.get_by_role("link", name="20").first.click()
    look(page)
    page.go_back()
    page.go_back()
    page.get_by_role("link", name="All that it changes").click()
    look(page)
    page.go_back()
    page.get_by_role("button", name="Put it forward").click()
    look(page)
    choose(page, "How much does it change?", "A change of substance")
    press(page, "Put it forward")


def says_yes(page: Page, words: str) -> None:
    """Read what changes, and say yes."""
    if "/sign/" not in page.url:
        page.get_by_role("button", name="Read what changes, and sign").click()
    choose(page, "What do you say?", words)
    press(page, "Say it")


def publishes(page: Page) -> None:
    """Now, from the page of the draft."""
    look(page)
    page.get_by_role("button", name="Publish it").click()
    look(page)
    page.get_by_label("What changed?").fill("It is looked at twice as often.")
    press(page, "Publish it")
    expect(page.get_by_text("signed, step by step")).to_be_visible()
    page.get_by_role("link", name="When it is looked at again").click()
    look(page)
