"""The demonstration: built by our own operations, entered by one click only there, never mixed with real data."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import RequestFactory

from dueregard.assurance.status.models import KeptReading
from dueregard.assurance.status.past import stood
from dueregard.authority.access.powers import powers_in_force
from dueregard.authority.access.queries import reader
from dueregard.authority.access.vocabulary import Circle
from dueregard.config.demo import MARKER, demo
from dueregard.faces.demo.building import Built, build_house
from dueregard.faces.demo.people import HOUSES, House
from dueregard.faces.demo.remembering import remember
from dueregard.faces.demo.stories import STORIES
from dueregard.faces.demo.telling import request_of
from dueregard.faces.demo.views import become
from dueregard.ground.audit.queries import verify
from dueregard.ground.kernel.moments import Moment, london_day
from dueregard.ground.kernel.refusals import BadInput, NothingHere
from dueregard.ground.tenancy.operations import enter
from dueregard.work.casework.models import Concern
from dueregard.work.casework.queries.desk import queue
from household import NOON

ABOUT_THE_LEAD = next(story for story in STORIES if story.involves_the_lead)


def restricted(built: Built, login: str) -> int:
    now = Moment.now(NOON)
    who = reader(built.people[login], powers_in_force(now), now)
    return len(queue(who, now, Circle.SEALED).lines)


@pytest.mark.django_db
@pytest.mark.parametrize("house", HOUSES, ids=lambda house: house.slug)
def test_the_concern_about_the_lead_reaches_somebody_else_and_never_the_lead(house: House) -> None:
    built = build_house(house, now=NOON, stories=(ABOUT_THE_LEAD,))
    with enter(built.provider):
        assert restricted(built, house.lead) == 0
        assert any(restricted(built, cast.login) for cast in house.cast)


EVERYWHERE = {
    "slogans": "closed",
    "bruises": "referred",
    "wages": "decided",
    "phone": "decided",
    "night-messages": "triaged",
    "stickers": "triaged",
    "videos": "decided",
    "workbook": "opened",
    "running-away": "new",
    "closed-door": "new",
    "danger": "new",
}
RESTRICTED = {"night-messages", "closed-door"}


@pytest.mark.django_db
@pytest.mark.parametrize("house", HOUSES, ids=lambda house: house.slug)
def test_a_year_is_told_to_its_end_and_the_record_holds(house: House) -> None:
    built = build_house(house, now=NOON)
    keys = {request_of(built.provider, story.key): story.key for story in STORIES}
    with enter(built.provider):
        rows = Concern.objects.values_list("request_id", "state", "circle", "moved_at")
        told = {keys[request]: (state, circle, moved) for request, state, circle, moved in rows}
        assert verify().fault is None
    # Where it takes two to refer, the second has not joined yet.
    waiting = {"videos": "triaged"} if house.slug == "fenbridge" else {}
    assert {key: state for key, (state, _, _) in told.items()} == EVERYWHERE | waiting
    assert {key for key, (_, circle, _) in told.items() if circle == Circle.SEALED} == RESTRICTED
    assert told["stickers"][2] < NOON - timedelta(days=14)


@pytest.mark.django_db
def test_its_year_is_remembered_week_by_week_once_and_until_it_is_stopped() -> None:
    built = build_house(HOUSES[0], now=NOON, stories=(ABOUT_THE_LEAD,))
    with enter(built.provider):
        kept = KeptReading.objects.filter(circle="open").order_by("day").values_list("day", flat=True)
        before = list(kept)
        remember(now=NOON, weeks=3, stop=lambda: True)
        assert list(kept.all()) == before
        for _twice in range(2):
            remember(now=NOON, weeks=3)
            days = [day for day in kept.all() if timedelta(0) < london_day(NOON) - day <= timedelta(weeks=3)]
            assert [day.isoweekday() for day in days].count(7) == 3
            assert kept.all().count() == len(set(days) | set(before))
        assert all(stood(day).difference is None for day in days)


def click_on(person: str) -> HttpRequest:
    request = RequestFactory().post("/demo/be/", {"person": person})
    request.session = SessionStore()
    return request


@pytest.mark.django_db
@pytest.mark.parametrize(("demonstration", "person"), [(False, HOUSES[0].lead), (True, "nobody"), (True, "")])
def test_one_click_signs_nobody_in_elsewhere(settings: Any, demonstration: bool, person: str) -> None:
    settings.DEMO = demonstration
    build_house(HOUSES[0], now=NOON, stories=())
    request = click_on(person)
    with pytest.raises(NothingHere):
        become(request, open_session=lambda *_: pytest.fail("a session was opened"))
    assert not request.session.keys()


@pytest.mark.django_db
def test_it_refuses_a_folder_that_holds_anything_else(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    (tmp_path / "dueregard.sqlite3").write_text("somebody's records")
    result = CliRunner().invoke(demo, ["--no-serve"])
    assert isinstance(result.exception, BadInput)
    assert not (tmp_path / MARKER).exists()
