"""Every page that links lead to, and each form sent empty: no finding of axe, and no sideways scroll at two sizes."""

from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Page

from dueregard.faces.demo.people import Plays
from dueregard.faces.demo.stories import STORIES
from dueregard.ground.tenancy.operations import enter
from dueregard.work.casework.models import Concern
from journeys.steps import Place, bears_looking_at, build, look, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
RICH = tuple(story for story in STORIES if story.key in {"bruises", "wages", "closed-door"})


def kind_of(address: str) -> tuple[str, ...]:
    """Addresses of one kind show the same page: its name, and what is asked of it."""
    parts = urlsplit(address)
    return resolve(parts.path).view_name, *sorted(parse_qs(parts.query))


def walk(page: Page, *starts: str) -> Iterator[str]:
    """Go to every kind of page that links lead to from these; yields where we are."""
    waiting, seen = list(starts), set[tuple[str, ...]]()
    while waiting:
        address = waiting.pop(0)
        if kind_of(address) in seen:
            continue
        seen.add(kind_of(address))
        page.goto(address)
        found = page.locator("a[href]:not([download])").evaluate_all(
            "links => links.filter(one => one.origin === location.origin).map(one => one.pathname + one.search)"
        )
        waiting += [one for one in found if not one.startswith("/static/")]
        yield address


def look_at_all(page: Page, *starts: str) -> set[str]:
    """Look at each page, and at what comes back of its form sent empty; returns the names of the pages."""
    names = set()
    for address in walk(page, *starts):
        names.add(kind_of(address)[0])
        look(page)
        form = page.locator("main form[novalidate]:visible").first
        if form.count():
            form.get_by_role("button").first.click()
            page.wait_for_load_state()  # on a busy machine the answer may be half there
            bears_looking_at(page)
    return names


def record_of(place: Place, key: str) -> str:
    about = next(story.about for story in RICH if story.key == key)
    with enter(place.built.provider):
        concern = Concern.objects.get(about=about)
    return f"/desk/concern/{concern.id}/record/"


def test_the_desk_of_the_lead(somebody: Callable[..., Page]) -> None:
    place = build(stories=RICH)
    page = somebody()
    sign_in(page, place.login(Plays.LEAD))
    names = look_at_all(page, record_of(place, "bruises"), "/desk/")
    assert {"concern", "triage", "decide", "stage", "desk-restricted", "policies"} <= names
    page.goto("/desk/nothing-is-here/")
    look(page)


def test_the_pages_of_whoever_reports_and_of_whoever_appoints(somebody: Callable[..., Page]) -> None:
    place = build(stories=RICH)
    page = somebody()
    names = look_at_all(page, place.front, "/sign-in/")
    sign_in(page, place.login(Plays.DIRECTOR))
    names |= look_at_all(page, "/desk/people/", "/desk/my-reports/")
    assert {"report-first", "report", "report-again", "sign-in", "people", "person"} <= names
