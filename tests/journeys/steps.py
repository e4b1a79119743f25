"""What people do in a journey: fill in a form by keyboard, sign in, read a page; and what every page must bear."""

from dataclasses import dataclass
from uuid import UUID

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Locator, Page

from dueregard.authority.identity.models import Account, Person
from dueregard.authority.identity.operations import give_membership
from dueregard.authority.identity.second_steps import has_second_step, secret_of
from dueregard.faces.demo.building import Built, build_house
from dueregard.faces.demo.people import HOUSES, House, Plays
from dueregard.faces.demo.story import Story
from dueregard.ground.kernel.moments import utc_now
from household import SETUP
from journeys.screens import DESKTOP, PHONE
from proving import give_app, shown

PASSWORD = "a long sentence for a journey"
MOST_TABS = 80


@dataclass(frozen=True)
class Place:
    """A provider of the demonstration, built for one journey, whose people have a password."""

    house: House
    built: Built

    @property
    def front(self) -> str:
        """The short address on its posters."""
        return f"/r/{self.built.provider.short_code}/"

    def login(self, plays: Plays) -> str:
        """The sign-in name of somebody; from now on their password is ours."""
        account = Account.objects.get(username=self.house.playing(plays).login)
        account.set_password(PASSWORD)
        if not has_second_step(account):
            give_app(account)
        account.save(update_fields=["password"])
        return account.username


def build(slug: str = "larkfield", stories: tuple[Story, ...] = (), *, with_crew: bool = False) -> Place:
    """One provider with its people, and as much of its year as the journey needs."""
    house = next(house for house in HOUSES if house.slug == slug)
    return Place(house, build_house(house, now=utc_now(), stories=stories, with_crew=with_crew))


def login(person: UUID, name: str) -> str:
    """Somebody who can sign in, with password and app."""
    account = Account.objects.create_account(username=name)
    account.set_password(PASSWORD)
    account.save(update_fields=["password"])
    give_membership(account=account, person=Person.objects.get(pk=person), actor=SETUP, now=utc_now())
    give_app(account)
    return name


def look(page: Page) -> None:
    """Nothing scrolls sideways on either size of screen, and axe finds nothing on the small one."""
    page.set_viewport_size(DESKTOP)
    assert fits(page), page.url
    page.set_viewport_size(PHONE)
    bears_looking_at(page)


def sign_in(page: Page, login: str) -> None:
    """Sign in with the password and, where the page asks for it, the code of an app."""
    page.goto("/sign-in/")
    page.get_by_label("Sign-in name").fill(login)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")
    if "/second-step/" in page.url:
        take_second_step(page, login)


def take_second_step(page: Page, login: str) -> None:
    """Type the code of an app of theirs."""
    app = give_app(Account.objects.get(username=login))
    page.get_by_label("Code").fill(shown(secret_of(app), utc_now()))
    page.get_by_role("button", name="Go on").click()


def choose(page: Page, question: str, answer: str) -> None:
    """Choose one of some answers."""
    page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


def press(page: Page, name: str) -> None:
    """Press a button, or follow a link that looks like one."""
    page.get_by_role("button", name=name, exact=True).click()


def tab_to(page: Page, there: Locator) -> None:
    """Go by the Tab key, as somebody without a mouse does, until the focus is there."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if there.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Nothing reaches {there} by keyboard.")


def choose_by_keyboard(page: Page, question: str, answer: str) -> None:
    """Tab into a group of answers, then go down to one by the arrow keys."""
    group = page.get_by_role("group", name=question)
    wanted = group.get_by_label(answer, exact=True)
    chosen = group.locator("input:checked")
    tab_to(page, chosen if chosen.count() else group.get_by_role("radio").first)
    page.keyboard.press("Space")
    while not wanted.is_checked():
        page.keyboard.press("ArrowDown")


def write_by_keyboard(page: Page, box: Locator, words: str) -> None:
    """Tab to a box and type."""
    tab_to(page, box)
    page.keyboard.type(words)


def press_by_keyboard(page: Page, name: str) -> None:
    """Tab to a button and press Enter."""
    tab_to(page, page.get_by_role("button", name=name))
    page.keyboard.press("Enter")


def bears_looking_at(page: Page) -> None:
    """Axe finds nothing on the page, and nothing makes it scroll sideways."""
    # GOV.UK's radios tell by aria-expanded what they open; screen readers that know it say it, others ignore it.
    found = [(rule, where) for rule, where in findings_of_axe(page) if rule != "aria-allowed-attr"]
    assert not found, (page.url, found)
    assert fits(page), page.url


def findings_of_axe(page: Page) -> list[tuple[str, list[str]]]:
    """The rules that are broken, and where. Only these come over: the rest of what axe says is a hundred times more."""
    page.evaluate(AXE_SCRIPT)
    violations = page.evaluate("axe.run({resultTypes: ['violations']}).then(results => results.violations)")
    return [(one["id"], node["target"]) for one in violations for node in one["nodes"]]


def fits(page: Page) -> bool:
    """Whether nothing makes the page scroll sideways."""
    page.wait_for_load_state()
    return bool(page.locator("html").evaluate("html => html.scrollWidth <= innerWidth"))
