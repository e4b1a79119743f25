"""Two worlds alike to the last row, but that in one of them a deputy reported the lead: over every page there is, what
people are told and what the machine says, nobody can tell them apart but whoever it was put before and who reported
it."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import unified_diff
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from click.testing import CliRunner
from django.db import transaction
from django.urls import reverse

from dueregard.authority.access.vocabulary import Circle, Part
from dueregard.faces.cli.policy import policy
from dueregard.faces.demo.building import Built, build_house
from dueregard.faces.demo.people import HOUSES, Plays
from dueregard.faces.web.desk import everything, sending
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import london_day, utc_now
from dueregard.ground.tenancy.operations import enter
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.models import Concern
from dueregard.work.casework.operations.acting import set_action
from dueregard.work.casework.operations.handling import add_entry, open_concern
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import Occurred, PersonNamed, Report
from dueregard.work.casework.vocabulary import AboutKind, Precision, ReporterKind
from faces.web.test_routes import OF_A_CONCERN
from faces.web.test_walls import signed_in
from walls.walking import said, walk

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls"), pytest.mark.long]
HOUSE = HOUSES[0]
LEAD, DIRECTOR = (HOUSE.playing(one).login for one in (Plays.LEAD, Plays.DIRECTOR))
DEPUTY = "larkfield-staff"
NOTICE_NOTHING = [one.login for one in HOUSE.cast if one.title and one.login not in (DIRECTOR, DEPUTY)]
"""Everybody who signs in, but whoever the report is put before and who made it."""
ONLY_THERE = "zanzibar lantern"
"""Words that stand in what nobody else may see, and nowhere else."""


@dataclass(frozen=True)
class World:
    """A provider with its year, and when it is."""

    built: Built
    now: datetime

    @contextmanager
    def undone(self) -> Iterator[None]:
        """What is done inside never was."""
        whole: Any = transaction.atomic()
        whole._from_testcase = (
            True  # as Django marks its own: an operation must be outermost, and is undone here
        )
        with whole:
            yield
            transaction.set_rollback(True)

    def pages(self, login: str, hidden: UUID) -> dict[str, str]:
        """Everything somebody can come to or ask."""
        client = signed_in(self.built, login)
        found = dict(walk(client, tried=hidden))
        for more in ({}, {"restricted": "on"}):
            response = client.post(reverse("find-words"), {"sought": ONLY_THERE, **more})
            found[f"words {sorted(more)}"] = said(response)
        for sought in (ONLY_THERE, HOUSE.playing(Plays.LEAD).name):
            found[f"find {sought}"] = said(client.post(reverse("find"), {"sought": sought}))
        return found

    def told(self) -> dict[str, int]:
        """How often each was told that something waits."""
        with enter(self.built.provider):
            return {
                login: Message.objects.filter(person_id=id).count() for login, id in self.built.people.items()
            }

    def report_the_lead(self) -> UUID:
        """The deputy does, and the director works on it."""
        at, people = self.now - timedelta(hours=2), self.built.people
        report = Report(
            reporter=ReporterKind.STAFF,
            about=AboutKind.COLLEAGUE,
            account={"seen": ONLY_THERE},
            raiser_person_id=people[DEPUTY],
            people=(PersonNamed(Part.SAID_TO_HAVE_HARMED, {"name": ONLY_THERE}, people[LEAD]),),
        )
        by, director = Actor.person(people[DEPUTY]), people[DIRECTOR]
        with enter(self.built.provider):
            key = report_concern(report=report, request_id=uuid4(), actor=by, now=at).concern_id
            who: dict[str, Any] = {"concern_id": key, "actor": Actor.person(director)}
            who["now"] = at + timedelta(hours=1)
            open_concern(**who)
            add_entry(kind="note", words=ONLY_THERE, happened=Occurred(at, Precision.MINUTE), **who)
            set_action(what=ONLY_THERE, owner_id=director, due_on=london_day(at) + timedelta(days=2), **who)
            assert Concern.objects.get(pk=key).circle == Circle.SEALED
        return key


@pytest.fixture(scope="module")
def world(lasting: Callable[[], AbstractContextManager[None]]) -> World:
    now = utc_now()
    with lasting():
        return World(build_house(HOUSE, now=now, with_crew=True), now)


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch, world: World) -> Iterator[None]:
    """The clock, the room on the disk, and a passphrase that is not by chance: all stand on pages."""
    for page in (everything, sending):
        monkeypatch.setattr(page, "new_passphrase", lambda: "six words")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=10**11, total=10**12))
    with time_machine.travel(world.now, tick=False):
        yield


def differing(world: World, login: str) -> dict[str, list[str]]:
    """The addresses of which somebody gets another answer in a world with the report than in one without, and in which
    lines."""
    with world.undone():
        without = world.pages(login, uuid4())
    with world.undone():
        there = world.pages(login, world.report_the_lead())
    assert len(without) > len(set(without.values())) > 40
    pairs = {name: (without.get(name, ""), there.get(name, "")) for name in without.keys() | there.keys()}
    return {
        re.split("[ ,]", name)[0]: list(unified_diff(one.splitlines(), other.splitlines(), n=0))[3:9]
        for name, (one, other) in pairs.items()
        if one != other
    }


@pytest.mark.parametrize("login", NOTICE_NOTHING)
def test_no_page_differs(world: World, login: str) -> None:
    assert differing(world, login) == {}


def test_whoever_handles_it_sees_it_behind_the_restricted_door_alone(world: World) -> None:
    found = differing(world, DIRECTOR).keys()
    assert {"door", "concern", "conduct", "chronology"} < found
    assert found - OF_A_CONCERN == {"desk-restricted", "words"}


def test_whoever_reported_it_sees_it_among_their_own_reports_alone(world: World) -> None:
    assert differing(world, DEPUTY).keys() == {"my-reports", "my-report", "my-report-files"}


def test_nobody_else_is_told_and_the_machine_says_the_same(world: World) -> None:
    def printed() -> list[str]:
        of = ("--provider", world.built.provider.slug, "--json")
        return [CliRunner().invoke(policy, [asked, *of]).output for asked in ("status", "audit")]

    before, said_before = world.told(), printed()
    with world.undone():
        world.report_the_lead()
        after = world.told()
        assert {login for login in before if before[login] != after[login]} == {DIRECTOR}
        assert printed() == said_before
        assert len(said_before[0]) > 1000
