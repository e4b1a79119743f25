"""Whatever was written before somebody's turn came counts, though the clock was read before they waited for it; and
though of an anonymous report only the hour is kept."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection

from dueregard.authority.access.models import Holding
from dueregard.authority.access.operations import end_holding, give_holding, record_relationship, recuse
from dueregard.authority.access.vocabulary import Circle, Kinship
from dueregard.authority.people.vocabulary import Standing
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.operations import turn
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.refusals import NothingHere, NotPermitted, OutOfTurn, Refusal
from dueregard.ground.tenancy.operations import enter
from dueregard.work.casework.models import Concern, Decision, Delivery, Entry
from dueregard.work.casework.operations.acting import set_action
from dueregard.work.casework.operations.deciding import decide
from dueregard.work.casework.operations.handling import (
    Sorted,
    add_entry,
    open_concern,
    triage,
)
from dueregard.work.casework.operations.reading import read_concern
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.operations.stepping_aside import step_aside
from dueregard.work.casework.reports import Occurred, Report
from dueregard.work.casework.vocabulary import (
    AboutKind,
    PersonKind,
    Precision,
    Question,
    ReporterKind,
    Strand,
)
from household import NOON, SETUP, inside, make_holder, make_person, make_provider
from work_casework_support import concern_about_a_learner

SOON, MINUTE = NOON + timedelta(seconds=3), timedelta(minutes=1)


@dataclass(frozen=True)
class World:
    concern: UUID
    lead: UUID
    learner: UUID

    @property
    def actor(self) -> Actor:
        return Actor.person(self.lead)


def a_world() -> World:
    learner = make_person("Kit Marlow", Standing.LEARNER)
    make_holder("Sec Ond", "dsl")
    return World(concern_about_a_learner(learner), make_holder("Lea Dee", "dsl"), learner)


def refer(world: World, now: datetime) -> object:
    whether = ("reported-to-police", "reported-to-another-authority")
    words = dict.fromkeys(("reasons", "alternatives", "consulted", "told"), "a")
    return decide(
        concern_id=world.concern,
        question=Question.REFER_OUTSIDE,
        outcome="refer",
        words=words | {f"whether-{what}": "yes" for what in whether},
        actor=world.actor,
        now=now,
    )


SORTED = Sorted(
    danger=False, person=PersonKind.CHILD, strand=Strand.SAFEGUARDING, urgency="today", reason="Seen."
)
WRITES: dict[str, Callable[[World, datetime], object]] = {
    "open": lambda w, now: open_concern(concern_id=w.concern, actor=w.actor, now=now),
    "read": lambda w, now: read_concern(concern_id=w.concern, actor=w.actor, now=now),
    "sort": lambda w, now: triage(concern_id=w.concern, sorted_as=SORTED, actor=w.actor, now=now),
    "add": lambda w, now: add_entry(
        concern_id=w.concern, kind="note", words="x", happened=Occurred(now, Precision.MINUTE), actor=w.actor, now=now
    ),
    "act": lambda w, now: set_action(
        concern_id=w.concern, what="x", owner_id=w.lead, due_on=date(2026, 3, 5), actor=w.actor, now=now
    ),
    "decide": refer,
    "step aside": lambda w, now: step_aside(reason="It touches me.", concern_id=w.concern, actor=w.actor, now=now),
}  # fmt: skip


def lose_the_post(world: World, now: datetime) -> None:
    end_holding(holding=Holding.objects.get(person_id=world.lead), until=now, actor=SETUP, now=now)


WALLS: dict[str, Callable[[World, datetime], object]] = {
    "stepped aside": WRITES["step aside"],
    "post ended": lose_the_post,
    "kin": lambda w, now: record_relationship(
        person_id=w.lead, other_id=w.learner, kinship=Kinship.KIN, actor=SETUP, now=now
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("write", WRITES)
def test_without_a_wall_each_of_these_is_done(write: str) -> None:
    with inside():
        WRITES[write](a_world(), NOON)


@pytest.mark.django_db
@pytest.mark.parametrize("wall", WALLS)
@pytest.mark.parametrize("write", WRITES)
def test_a_wall_that_arose_while_somebody_waited_stops_them(write: str, wall: str) -> None:
    with inside():
        world = a_world()
        WALLS[wall](world, SOON)
        with pytest.raises((NothingHere, NotPermitted)):
            WRITES[write](world, NOON)


@pytest.mark.django_db(transaction=True)
def test_so_it_is_with_two_people_at_once() -> None:
    provider = make_provider()
    with enter(provider):
        world = a_world()
    asked_at, has_the_turn = NOON + MINUTE, threading.Event()
    said: list[str] = []

    def wait_for_it() -> None:
        try:
            with enter(provider):
                has_the_turn.wait()
                WRITES["add"](world, asked_at)
                said.append("written")
        except Refusal as refusal:
            said.append(refusal.code)
        finally:
            connection.close()

    waiting = threading.Thread(target=wait_for_it)
    waiting.start()
    with enter(provider):
        with turn(actor=SETUP, now=asked_at + timedelta(seconds=1)) as t:
            has_the_turn.set()
            waiting.join(0.5)
            recuse(t, thing_kind="concern", thing_id=world.concern, person_id=world.lead, circle=Circle.OPEN)
        waiting.join()
        assert said == ["nothing-here"]
        assert not Entry.objects.exists()


@pytest.mark.django_db
def test_a_decision_made_while_somebody_waited_is_not_made_again() -> None:
    with inside():
        world = a_world()
        refer(world, SOON)
        with pytest.raises(OutOfTurn):
            refer(world, NOON)
        assert Decision.objects.count() == 1


@pytest.mark.django_db
def test_a_clock_that_once_ran_far_ahead_ends_nothing() -> None:
    with inside():
        world = a_world()
        holding = Holding.objects.get(person_id=world.lead)
        end_holding(holding=holding, until=NOON + timedelta(days=90), actor=SETUP, now=NOON)
        make_wrong_entry(NOON + timedelta(days=900))
        WRITES["add"](world, SOON)
        assert Entry.objects.count() == 1


def make_wrong_entry(now: datetime) -> None:
    give_holding(person_id=make_person("Ot Her"), role="tutor", actor=SETUP, now=now)


def an_anonymous_report(now: datetime) -> UUID:
    report = Report(reporter=ReporterKind.ANONYMOUS, about=AboutKind.LEARNER, account={"seen": "A drawing."})
    return report_concern(report=report, request_id=uuid4(), actor=Actor.outsider(), now=now).concern_id


@pytest.mark.django_db
def test_an_anonymous_report_goes_to_whoever_holds_the_post_now_and_not_at_the_beginning_of_the_hour() -> (
    None
):
    with inside():
        adopt(data=archetype("apprenticeship-provider"), path="a.md", actor=SETUP, now=NOON + 5 * MINUTE)
        before, after = make_holder("Be Fore", "dsl"), make_person("Af Ter")
        holding = Holding.objects.get(person_id=before)
        end_holding(holding=holding, until=NOON + 20 * MINUTE, actor=SETUP, now=NOON + 20 * MINUTE)
        give_holding(person_id=after, role="dsl", actor=SETUP, now=NOON + 20 * MINUTE)
        concern = an_anonymous_report(NOON + 40 * MINUTE)
        given = Delivery.objects.filter(concern_id=concern)
        assert {(row.person_id, row.recorded_at) for row in given} == {(after, NOON)}
        assert Concern.objects.get().received_at == NOON
