"""The nine cards, walked to their end on a phone: each step is done by pressing what a person would press, and then
what its words promise stands on the page."""

from collections.abc import Callable, Iterator

import pytest
from django.test.utils import modify_settings
from playwright.sync_api import Page, expect
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from dueregard.faces.demo.cards import CARDS
from dueregard.faces.demo.people import Plays
from dueregard.faces.demo.places import kept_by
from dueregard.faces.demo.stories import STORIES
from emptying import empty
from journeys.screens import PHONE
from journeys.steps import Place, build, choose, press

pytestmark = pytest.mark.usefixtures("demonstration")
People = Callable[..., Page]
Places = dict[str, Place]
SEEN = {story.key: story.seen for story in STORIES}
ABOUT_THE_LEAD = "closed-door"
TOLD = {
    "larkfield": {"danger", "workbook", "stickers", "wages", "slogans", ABOUT_THE_LEAD},
    "garrison-row": {"night-messages", "danger"},
    "fenbridge": {"videos", ABOUT_THE_LEAD},
    "northway": {"danger"},
}
"""What the cards speak of, and what somebody must not see; beside what has a receipt on a card."""


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """In place of the one that is emptied after each test: a database for the whole file."""
    with django_db_blocker.unblock():
        yield
        empty()


@pytest.fixture(scope="module")
def places(db: None) -> Places:
    """The providers at which cards are shown, built once: no test here counts what another may add."""
    told = {slug: keys | {card.receipt for card in CARDS} for slug, keys in TOLD.items()}
    return {
        slug: build(slug, tuple(s for s in STORIES if s.key in keys), with_crew=True)
        for slug, keys in told.items()
    }


@pytest.fixture(scope="module")
def site(places: Places) -> Iterator[str]:
    """A server that stays while this file is tested."""
    server = LiveServer("localhost")
    with modify_settings(ALLOWED_HOSTS={"append": "localhost"}):
        yield server.url
    server.stop()


class Walk:
    """A visitor on one card, at the provider that shows it best or at another."""

    def __init__(self, page: Page, plays: Plays, places: Places, at: str = "") -> None:
        self.page = page
        self.card = next(card for card in CARDS if card.plays is plays)
        self.place = places[at or self.card.best]
        self.left = [step.does for step in self.card.steps_at(self.place.house)]

    def step(self, does: str) -> None:
        """Go on: by the strip on top of the page where somebody is signed in, else by the card."""
        assert self.left.pop(0) == does
        onward = self.page.get_by_role("button", name=f"Next step: {does}")
        if not onward.count():
            self.page.goto(f"/?at={self.place.house.slug}")
            onward = self.page.locator(f"#{self.card.plays}").get_by_role("button", name=does)
        onward.click()

    def opens(self) -> None:
        """Pass the door of a record."""
        press(self.page, "Open it")

    def shows(self, *said: str) -> None:
        for words in said:
            expect(self.page.locator("main")).to_contain_text(words)

    def hides(self, *said: str) -> None:
        for words in said:
            expect(self.page.locator("main")).not_to_contain_text(words)

    def lands_on(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def is_over(self) -> None:
        """Every step was walked, and the strip, if there is one, says so."""
        assert self.left == []
        if self.card.needs_account:
            expect(self.page.get_by_role("link", name="That was the last step")).to_be_visible()


def sends(walk: Walk, words: str, *, reporter: str, about: str) -> str:
    """Write and send a report; returns its reference."""
    choose(walk.page, "Who are you?", reporter)
    choose(walk.page, "Who is it about?", about)
    walk.page.locator("[name=seen]").fill(words)
    press(walk.page, "Check what you wrote")
    walk.shows(words, "Nothing has been sent yet.")
    press(walk.page, "Send it now")
    walk.shows("It was recorded and put before", "whose job is to help")
    reference, _code = walk.page.locator(".dr-receipt code").all_text_contents()
    return reference


def looks_up_the_receipt(walk: Walk) -> None:
    kept = kept_by(walk.card, walk.place.built.provider)
    assert kept is not None
    walk.page.get_by_label("Reference").fill(kept.reference)
    walk.page.get_by_label("Code").fill(kept.code)
    press(walk.page, "Show it")


@pytest.fixture
def phone(somebody: People) -> Page:
    return somebody(PHONE)


def test_the_lead(phone: Page, places: Places) -> None:
    walk = Walk(phone, Plays.LEAD, places)
    walk.step("Open the concern that cannot wait")
    walk.opens()
    walk.shows(SEEN["danger"])
    press(phone, "Sort")
    choose(phone, "Is anybody in danger now?", "Yes")
    choose(phone, "Who is it about?", "A child: somebody under 18")
    choose(phone, "What does it fall under?", "Safeguarding")
    choose(phone, "How soon is the next step?", "Now")
    phone.get_by_label("Why do you sort it so?").fill("He may hurt himself this week.")
    press(phone, "Save")
    walk.shows("Sorted: child", "He may hurt himself this week.")

    walk.step("Decide about a drawing in a workbook")
    walk.opens()
    walk.shows(SEEN["workbook"])
    phone.get_by_role("link", name="Decide", exact=True).click()
    phone.get_by_label("What do you decide?").select_option("no-referral")
    press(phone, "Continue")
    press(phone, "Save")
    expect(phone.get_by_role("alert")).to_contain_text("Your reasons")
    phone.get_by_label("Outcome").select_option(index=1)
    phone.get_by_label("Your reasons").fill("She draws what she reads.")
    press(phone, "Save")
    walk.shows("Decision:", "She draws what she reads.")

    walk.step("Follow a referral")
    walk.opens()
    walk.shows(
        "Decision: refer", "Sent", "Acknowledged", "They gave a name to ring.", "A social worker has seen her"
    )

    walk.step("See what has not moved")
    expect(phone.get_by_role("table")).to_be_visible()  # on a busy machine the answer may be half there
    waiting = phone.get_by_role("table").get_by_role("rowheader").all_text_contents()
    phone.get_by_role("link", name=waiting[0].strip()).click()
    walk.opens()
    phone.get_by_role("link", name="Set an action").click()
    phone.get_by_label("What is to be done?").fill("Ring them again.")
    for part, number in (("Day", "4"), ("Month", "1"), ("Year", "2099")):
        phone.get_by_label(part, exact=True).fill(number)
    press(phone, "Save")
    walk.shows("Still to do", "Ring them again.")
    phone.goto("/desk/?stalled=1")
    walk.hides(waiting[0].strip())
    walk.shows(*(reference.strip() for reference in waiting[1:]))

    walk.step("See how a new edition is read")
    walk.shows("Over a year", "At the end of each month")
    phone.get_by_role("link", name="Not done, and no date is given").first.click()
    expect(phone.get_by_role("table").first.get_by_role("rowheader")).to_have_count(2)

    walk.step("Look under Restricted")
    walk.lands_on("Restricted")
    walk.shows("Nothing waits here.")
    expect(phone.get_by_role("table")).to_have_count(0)
    walk.is_over()


def test_the_tutor(phone: Page, places: Places) -> None:
    walk = Walk(phone, Plays.TUTOR, places)
    walk.step("Report a worry about a learner")
    reference = sends(
        walk, "He sleeps in his car.", reporter="I work here", about="A friend or another learner"
    )
    walk.step("Look at your reports")
    rows = phone.get_by_role("table").get_by_role("row")
    expect(rows.filter(has_text=reference)).to_contain_text("Not yet")
    expect(rows.filter(has_not_text=reference).last).not_to_contain_text("Not yet")
    walk.step("See what you have to learn")
    walk.lands_on("My training")
    walk.shows("Safeguarding and Prevent", "Done", "(edition 20")
    walk.step("Try to see everybody's concerns")
    walk.lands_on("My reports")
    walk.shows(reference)
    walk.is_over()


def test_the_apprentice(phone: Page, places: Places) -> None:
    walk = Walk(phone, Plays.APPRENTICE, places)
    walk.step("Read who will see it")
    walk.shows("Are you safe now?", "Who will read this?", "Will my friend, my boss or my parents know?")
    walk.step("Tell somebody about your friend")
    choose(phone, "Is anybody in danger now?", "No, or I do not think so")
    sends(walk, "She cries.", reporter="I am a learner or an apprentice", about="A friend or another learner")
    walk.step("See what came of an earlier report")
    looks_up_the_receipt(walk)
    walk.shows("What was answered", "You did the right thing.")
    walk.is_over()
    assert "sessionid" not in {cookie.get("name") for cookie in phone.context.cookies()}


def test_the_mentor(phone: Page, places: Places) -> None:
    walk = Walk(phone, Plays.MENTOR, places)
    walk.step("Tell the provider")
    sends(
        walk,
        "He has not eaten for days.",
        reporter="I am an employer or a mentor at work",
        about="A friend or another learner",
    )
    walk.step("See what you are told later")
    looks_up_the_receipt(walk)
    walk.shows("It is being acted on")
    walk.hides("social worker", "What was answered")
    walk.step("Read what your company is told")
    walk.shows("Will my friend, my boss or my parents know?", "Not from this page.")
    walk.is_over()


def test_hr_where_worries_about_staff_are_theirs(phone: Page, places: Places) -> None:
    walk = Walk(phone, Plays.HR, places)
    walk.step("Look under Restricted")
    reference = phone.get_by_role("rowheader").first.text_content() or ""
    phone.goto("/desk/")
    walk.hides(reference.strip())
    walk.step("Open what a colleague is said to have done")
    walk.opens()
    walk.shows(reference.strip(), SEEN["night-messages"], "Put before", "Anselm Pike", "who it goes to")
    walk.step("See who may not teach tomorrow")
    walk.lands_on("Who may not teach tomorrow")
    walk.shows("1 person lacks a check", "DBS certificate")
    walk.step("Look over the single central record")
    walk.lands_on("Single central record")
    walk.shows("started before it", "ends on")
    walk.step("See how the policy is kept")
    walk.lands_on("Policies")
    walk.is_over()


def test_hr_where_the_policy_gives_them_no_part(phone: Page, places: Places) -> None:
    walk = Walk(phone, Plays.HR, places, at="larkfield")
    walk.step("Look for concerns")
    walk.lands_on("My reports")
    expect(phone.get_by_role("table")).to_have_count(0)
    walk.step("Report something yourself")
    reference = sends(walk, "He shouts.", reporter="I work here", about="Somebody who works here")
    phone.goto("/desk/my-reports/")
    walk.shows(reference)
    walk.step("Read what the policy promises")
    walk.hides("no occasion")
    walk.is_over()


def test_the_director(phone: Page, places: Places) -> None:
    walk = Walk(phone, Plays.DIRECTOR, places)
    walk.step("Join a decision that waits for you")
    walk.opens()
    press(phone, "Read the decision")
    walk.shows("waits for another person", "He may be susceptible to radicalisation")
    press(phone, "Join this decision")
    walk.shows("made")
    walk.hides("waits for another person")
    walk.step("Read a worry about the lead")
    phone.get_by_role("rowheader").get_by_role("link").first.click()
    walk.opens()
    walk.shows(SEEN[ABOUT_THE_LEAD])
    walk.step("See who holds which post")
    walk.shows("Designated Safeguarding Officer", "Maud Ferris")
    walk.step("See how people came in")
    walk.shows("Applied")
    phone.goto("/desk/people/twice/")
    walk.shows("One person since")
    walk.step("See what your team has learnt")
    walk.shows("How the 4 people you manage stand.")
    walk.step("See how the policy is kept")
    walk.lands_on("Policies")
    phone.get_by_text("Menu", exact=True).click()
    phone.get_by_role("link", name="Figures").click()
    walk.lands_on("Figures")
    walk.is_over()


def test_the_board_member(phone: Page, places: Places) -> None:
    walk = Walk(phone, Plays.BOARD, places)
    walk.step("See how the policy is kept")
    walk.shows("not set", "met")
    walk.step("Make a report to the board")
    meets = phone.get_by_role("group", name="When does it meet?")
    for part, said in (("Day", "27"), ("Month", "3"), ("Year", "2031")):
        meets.get_by_label(part).fill(said)
    phone.get_by_role("button", name="Make it").click()
    walk.shows("In numbers", "Concerns reported", "What changed since")
    walk.step("Try to see the concerns")
    walk.lands_on("My reports")
    walk.hides("Danger reported")
    walk.step("Raise something yourself")
    phone.get_by_role("button", name="Report a concern").click()
    sends(walk, "A door is left open.", reporter="I work here", about="I am not sure")
    walk.is_over()


def test_the_person_a_concern_is_about(phone: Page, places: Places) -> None:
    walk = Walk(phone, Plays.CONCERNED, places)
    walk.step("See your own report")
    mine = phone.get_by_role("rowheader")
    expect(mine).to_have_count(1)
    mine.get_by_role("link").click()
    walk.shows("Opened", "Where it stands", "Your wages go to your own account now.")
    walk.step("Look for anything else")
    walk.lands_on("My reports")
    expect(mine).to_have_count(1)
    walk.step("Ask what is held about you")
    walk.shows("What you can ask", "What we may not show you, and why")
    walk.is_over()


def test_the_technical_administrator(phone: Page, places: Places) -> None:
    walk = Walk(phone, Plays.TECHNICIAN, places)
    walk.step("Look at the mail")
    walk.shows("A record needs you now")
    walk.hides(SEEN["danger"])
    walk.step("See what is still missing")
    walk.shows("Nobody holds the post", "There is no way to reach")
    walk.step("Try to see the concerns")
    walk.lands_on("My reports")
    walk.is_over()
