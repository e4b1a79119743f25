"""What browsers do that people do not mean: back, again, a tab that was forgotten, and a computer that is shared."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dueregard.faces.demo.people import Plays
from dueregard.faces.demo.stories import STORIES
from dueregard.ground.tenancy.operations import enter
from dueregard.work.casework.models import Concern, Entry, Triage
from journeys.screens import PHONE
from journeys.steps import PASSWORD, build, choose, press, sign_in, take_second_step

pytestmark = pytest.mark.django_db(transaction=True)
NEW = tuple(story for story in STORIES if story.key == "danger")


@pytest.mark.parametrize("viewport", [PHONE])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_sending_again_or_going_back_to_send_gives_one_concern(browser_page: Page) -> None:
    place = build()
    browser_page.goto(f"{place.front}report/")
    choose(browser_page, "Who are you?", "I am a learner or an apprentice")
    choose(browser_page, "Who is it about?", "Me")
    browser_page.locator("[name=seen]").fill("Somebody takes my wages.")
    press(browser_page, "Check what you wrote")
    expect(browser_page.get_by_role("button", name="Send it now")).to_be_visible()
    answers = dict(
        browser_page.locator("main form input").evaluate_all(
            "boxes => boxes.map(box => [box.name, box.value])"
        )
    )
    press(browser_page, "Send it now")
    receipt = browser_page.locator(".dr-receipt").text_content()
    browser_page.reload()
    expect(browser_page.locator(".dr-receipt")).to_have_text(receipt or "")
    # Going back to the check page, browsers ask whether to send again: what they send then is this.
    again = browser_page.request.post(browser_page.url, form=answers | {"step": "send"})
    assert all(code in again.text() for code in browser_page.locator(".dr-receipt code").all_text_contents())
    with enter(place.built.provider):
        assert Concern.objects.count() == 1


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_double_click_and_a_refresh_write_one_entry(browser_page: Page) -> None:
    place = build(stories=NEW)
    sign_in(browser_page, place.login(Plays.LEAD))
    browser_page.get_by_role("table").get_by_role("link").first.click()
    press(browser_page, "Open it")
    browser_page.get_by_role("link", name="Add to the record").first.click()
    browser_page.get_by_label("What happened, and what was said").fill("She rang again.")
    browser_page.get_by_role("button", name="Save").dblclick()
    expect(browser_page.locator(".dr-chronology")).to_contain_text("She rang again.")
    browser_page.reload()
    expect(browser_page.locator(".dr-chronology")).to_contain_text("She rang again.")
    with enter(place.built.provider):
        assert Entry.objects.count() == 1


def test_a_tab_left_open_shows_and_saves_nothing_after_sign_out(somebody: Callable[..., Page]) -> None:
    place = build(stories=NEW)
    tab = somebody()
    sign_in(tab, place.login(Plays.LEAD))
    tab.get_by_role("table").get_by_role("link").first.click()
    press(tab, "Open it")
    expect(tab.locator("main")).to_contain_text(NEW[0].seen)
    press(tab, "Sort")
    other = tab.context.new_page()
    other.goto("/desk/")
    press(other, "Sign out")
    expect(other.get_by_role("heading", level=1)).to_have_text("Sign in")
    choose(tab, "Is anybody in danger now?", "Yes")
    tab.get_by_label("Why do you sort it so?").fill("He is in danger.")
    press(tab, "Save")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Sign in")
    tab.go_back()
    tab.go_back()
    expect(tab.locator("body")).not_to_contain_text(NEW[0].seen)
    with enter(place.built.provider):
        assert not Triage.objects.exists()


WRITTEN = "She asked me not to tell her mother."


@pytest.mark.parametrize("writer_comes_back", [True, False], ids=["writer", "somebody-else"])
def test_what_was_typed_before_a_sign_out_opens_for_its_writer_alone(
    somebody: Callable[..., Page], writer_comes_back: bool
) -> None:
    place = build(stories=NEW)
    lead, tutor = place.login(Plays.LEAD), place.login(Plays.TUTOR)
    tab = somebody()
    sign_in(tab, lead)
    tab.get_by_role("table").get_by_role("link").first.click()
    press(tab, "Open it")
    tab.get_by_role("link", name="Add to the record").first.click()
    tab.get_by_label("What is it?").select_option("A call")
    tab.locator("[name=words]").fill(WRITTEN)
    other = tab.context.new_page()
    other.goto("/desk/")
    press(other, "Sign out")
    press(tab, "Save")
    assert WRITTEN not in tab.content()
    tab.get_by_label("Sign-in name").fill(lead if writer_comes_back else tutor)
    tab.get_by_label("Password", exact=True).fill(PASSWORD)
    press(tab, "Sign in")
    if writer_comes_back:
        take_second_step(tab, lead)
        press(tab, "Send it now")
        expect(tab.locator("main")).to_contain_text(WRITTEN)
    assert (WRITTEN in tab.content()) is writer_comes_back
    with enter(place.built.provider):
        assert Entry.objects.exists() is writer_comes_back
