"""The threat level: a person writes down what is published; a change touches policies, places and plans, and nobody."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from dueregard.authority.access.vocabulary import Capability
from dueregard.authority.policy.answers import Reading, Scope, Status
from dueregard.authority.policy.gate import judge
from dueregard.authority.policy.kinds import KINDS
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, from_london, london_day
from dueregard.ground.kernel.refusals import BadInput, NothingHere, NotPermitted, OutOfTurn
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import open_site
from dueregard.mechanisms.clocks.models import Obligation
from dueregard.mechanisms.clocks.operations.reconciling import reconcile
from dueregard.mechanisms.clocks.queries.duties import owed_now
from dueregard.work.governance.models import ReviewEvent, ThreatSight, ThreatTaskLook
from dueregard.work.governance.operations.reviewing import note_event
from dueregard.work.governance.operations.threat import correct_level, finish_task, see_level
from dueregard.work.governance.queries.threat import (
    before_corrections,
    controls,
    level_for_staff,
    owed,
    sightings,
)
from dueregard.work.governance.rules.threat import Sight, changes
from dueregard.work.governance.threat import Level
from dueregard.work.governance.vocabulary import Event
from household import NOON, SETUP, inside
from work.governance.governing import HEAD, Crew, governed

TODAY = london_day(NOON)
LEVELS = "\n".join(f'[[levels]]\nlevel = "{level}"\nmeans = "An attack is {level}."' for level in Level)
TASKS = """
[[tasks]]
id = "doors"
touches = "place"
what = "how people come in"
owner = "role:writer"
within = "20 days"
[[tasks]]
id = "plan"
touches = "plan"
what = "the action plan"
owner = "role:board"
within = "30 days"
"""
CONTROL = f"""## 2 The level {{#2}}

We look it up.

```control threat-level x
owner = "role:board"
every = "30 days"
remind = ["5 days"]
shown_to_staff = true
{LEVELS}
{TASKS}```
"""
TEXT = HEAD + CONTROL


def noon(days: int) -> datetime:
    return from_london(TODAY + timedelta(days=days), time(12))


def saw(crew: Crew, level: Level, day: int = 0, *, on: int | None = None, **more: Any) -> ThreatSight:
    said: dict[str, Any] = {"source": "The page of levels", "actor": Actor.person(crew.board)} | more
    return see_level(
        level=level, seen_on=TODAY + timedelta(days=day if on is None else on), now=noon(day), **said
    )


def at(day: int) -> Moment:
    return Moment.end_of(TODAY + timedelta(days=day))


def reading(day: int = 0) -> Reading:
    (control,) = controls(at(day))
    kind: Any = KINDS.get("threat-level")
    found: Reading = kind.evidence(control, Scope(scope.provider_id(), Stream.OPEN, at(day)))
    return found


def tasks(day: int) -> list[tuple[str, int | None, bool]]:
    (control,) = controls(at(day))
    return [
        (one.to_do.task.id, (one.by - TODAY).days if one.by else None, one.done is not None)
        for one in owed(control, at(day))
    ]


# As a rule


def sight(level: Level, number: int) -> Sight:
    return Sight(UUID(int=number), level, TODAY + timedelta(days=number))


@pytest.mark.parametrize(
    ("levels", "changed"),
    [
        ([], []),
        ([Level.LOW], []),
        ([Level.LOW, Level.LOW], []),
        ([Level.LOW, Level.SEVERE], [1]),
        ([Level.LOW, Level.SEVERE, Level.SEVERE, Level.LOW], [1, 3]),
    ],
)
def test_a_change_is_another_level_than_before(levels: list[Level], changed: list[int]) -> None:
    sights = [sight(level, number) for number, level in enumerate(levels)]
    assert [one.id.int for one in changes(sights)] == changed


@given(st.lists(st.sampled_from(list(Level)), max_size=12))
def test_no_two_changes_in_a_row_are_to_the_same_level(levels: list[Level]) -> None:
    found = changes([sight(level, number) for number, level in enumerate(levels)])
    assert all(one.level is not other.level for one, other in pairwise(found))


# At the gate


def problems(text: str) -> list[tuple[str, str]]:
    return [(one.key.partition(".x")[2], one.message) for one in judge(text.encode(), "p.md").problems]


def test_what_is_clean() -> None:
    assert problems(TEXT) == []


FIRST = '[[levels]]\nlevel = "low"\nmeans = "An attack is low."\n'


@pytest.mark.parametrize(
    ("said", "instead", "key", "why"),
    [
        (FIRST, "", ".levels", "give all five"),
        (FIRST, FIRST + FIRST, ".levels", "give all five"),
        ('level = "low"', 'level = "purple"', ".levels.0.level", "not one of the choices"),
        ('id = "plan"', 'id = "doors"', ".tasks.1.id", "already among"),
        ('touches = "plan"', 'touches = "person"', ".tasks.1.touches", "not one of the choices"),
        ('what = "the action plan"', 'what = "x"\npopulation = "learners"', ".tasks.1.population", "never a person"),
        ("shown_to_staff = true", 'term = "nothing"', ".term", "no definition"),
    ],
)  # fmt: skip
def test_what_is_refused(said: str, instead: str, key: str, why: str) -> None:
    assert said in TEXT
    told = [message for where, message in problems(TEXT.replace(said, instead, 1)) if where == key]
    assert len(told) == 1
    assert why in told[0]


# At a provider


@pytest.mark.django_db
def test_the_first_look_changes_nothing_and_another_level_is_an_event_for_every_policy() -> None:
    with governed(TEXT) as crew:
        saw(crew, Level.SUBSTANTIAL)
        saw(crew, Level.SUBSTANTIAL, 1)
        assert not ReviewEvent.objects.exists()
        assert tasks(1) == []
        saw(crew, Level.SEVERE, 2)
        (event,) = ReviewEvent.objects.all()
        assert (event.event, event.happened_on, event.policy) == ("threat-level", TODAY + timedelta(2), "")
        saw(crew, Level.SEVERE, 3)
        assert ReviewEvent.objects.count() == 1
        assert tasks(3) == [("doors", 22, False), ("plan", 32, False)]


@pytest.mark.django_db
def test_what_is_remembered_late_changes_no_level_that_was_seen_since() -> None:
    with governed(TEXT) as crew:
        saw(crew, Level.LOW)
        saw(crew, Level.SEVERE, 5)
        saw(crew, Level.CRITICAL, 6, on=2)
        assert ReviewEvent.objects.count() == 1
        assert [row.level for row in sightings(at(6))] == ["low", "critical", "severe"]
        assert [row.level for row in sightings(at(3))] == ["low"]


@pytest.mark.django_db
def test_the_level_is_looked_up_in_its_time() -> None:
    with governed(TEXT) as crew:
        assert reading().status is Status.NOT_YET_DUE
        assert reading(31).status is Status.NOT_MET
        saw(crew, Level.LOW, 5)
        assert reading(35).because == "low, seen on 9 March 2026; looked up again by 8 April 2026"
        assert reading(35).status is Status.MET
        assert reading(36).status is Status.NOT_MET


@pytest.mark.django_db
def test_a_change_is_owed_for_each_place_and_plan_and_done_once_somebody_says_what_they_saw() -> None:
    with governed(TEXT) as crew:
        provider = Provider.objects.get(pk=scope.provider_id())
        for name in ("Quay", "Hill"):
            open_site(name=name, actor=SETUP, now=NOON)
        saw(crew, Level.LOW)
        saw(crew, Level.SEVERE, 1)
        assert tasks(1) == [("doors", 21, False), ("doors", 21, False), ("plan", 31, False)]
        assert reading(1).status is Status.AT_RISK
        reconcile(owed_now(Moment.now(noon(1))), provider=provider, now=noon(1))
        open_now = Obligation.objects.filter(closed_at=None, control="threat-level.x")
        assert open_now.count() == 4
        (control,) = controls(at(1))
        for one in owed(control, at(1))[:2]:
            finish_task(
                task=one.to_do.id, done_on=TODAY + timedelta(2), words="Both doors.",
                actor=Actor.person(crew.writer), now=noon(2),
            )  # fmt: skip
        reconcile(owed_now(Moment.now(noon(2))), provider=provider, now=noon(2))
        assert open_now.count() == 2
        found = reading(2)
        assert (found.status, found.count and (found.count.n, found.count.of)) == (Status.AT_RISK, (2, 3))
        saw(crew, Level.SEVERE, 25)
        assert reading(32).because == "the action plan was due by 4 April 2026"


@pytest.mark.django_db
def test_a_second_change_asks_for_everything_anew() -> None:
    with governed(TEXT) as crew:
        saw(crew, Level.LOW)
        saw(crew, Level.SEVERE, 1)
        (control,) = controls(at(1))
        first = [one.to_do.id for one in owed(control, at(1))]
        saw(crew, Level.LOW, 2)
        second = [one.to_do.id for one in owed(control, at(2))]
        assert set(first).isdisjoint(second)
        with pytest.raises(NothingHere):
            finish_task(task=first[0], done_on=TODAY, words="x", actor=Actor.person(crew.board), now=noon(2))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"source": " "}, "source"),
        ({"source": "x" * 201}, "source"),
        ({"on": 1}, "seen_on"),
        ({"on": -4000}, "seen_on"),
    ],
)
def test_what_cannot_be_kept_is_said(given: dict[str, Any], field: str) -> None:
    with governed(TEXT) as crew:
        with pytest.raises(BadInput) as refusal:
            saw(crew, Level.LOW, 0, **given)
        assert refusal.value.field == field
        assert not ThreatSight.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "done_on", "field"),
    [(" ", 1, "words"), ("x", 0, "done_on"), ("x", 9, "done_on")],
)
def test_a_look_before_the_change_to_come_or_without_words_is_refused(
    words: str, done_on: int, field: str
) -> None:
    with governed(TEXT) as crew:
        saw(crew, Level.LOW)
        saw(crew, Level.SEVERE, 1)
        (control,) = controls(at(1))
        task = owed(control, at(1))[0].to_do.id
        with pytest.raises(BadInput) as refusal:
            finish_task(
                task=task, done_on=TODAY + timedelta(done_on), words=words, actor=Actor.person(crew.board),
                now=noon(1),
            )  # fmt: skip
        assert refusal.value.field == field
        assert not ThreatTaskLook.objects.exists()


@pytest.mark.django_db
def test_whoever_sees_to_it_writes_and_whoever_keeps_policies_and_nobody_else() -> None:
    with governed(TEXT) as crew:
        saw(crew, Level.LOW, actor=Actor.person(crew.director))
        with pytest.raises(NotPermitted):
            saw(crew, Level.SEVERE, actor=Actor.outsider())
        assert ThreatSight.objects.count() == 1
    with inside("elsewhere"), pytest.raises(NothingHere):
        see_level(level=Level.LOW, seen_on=TODAY, source="x", actor=SETUP, now=NOON)


@pytest.mark.django_db
def test_it_is_shown_to_staff_where_the_policy_says_so() -> None:
    with governed(TEXT) as crew:
        assert level_for_staff(at(0)) is None
        saw(crew, Level.SEVERE)
        found = level_for_staff(at(0))
        assert found
        assert (found.level, found.on) == (Level.SEVERE, date(2026, 3, 4))
    with governed(TEXT.replace("shown_to_staff = true\n", ""), "quayside") as crew:
        saw(crew, Level.SEVERE)
        assert level_for_staff(at(0)) is None


# Put right


def corrected(crew: Crew, row: ThreatSight, level: Level, day: int, **more: Any) -> ThreatSight:
    said: dict[str, Any] = {
        "seen_on": row.seen_on, "source": row.source, "why": "Misread.", "actor": Actor.person(crew.board),
    } | more  # fmt: skip
    return correct_level(sight=row.id, level=level, now=noon(day), **said)


def standing_events() -> list[date]:
    return [row.happened_on for row in ReviewEvent.known_at(noon(99)) if row.event == "threat-level"]


@pytest.mark.django_db
def test_a_slip_is_put_right_and_before_that_the_day_is_as_it_was_known() -> None:
    with governed(TEXT) as crew:
        row = saw(crew, Level.SEVERE)
        saw(crew, Level.SEVERE, on=0)
        again = corrected(crew, row, Level.LOW, 2)
        assert [one.level for one in sightings(at(2))] == ["low", "severe"]
        assert [one.level for one in sightings(at(1))] == ["severe", "severe"]
        assert [one.level for one in sightings(Moment(at(0).as_at, at(2).known_at))] == ["low", "severe"]
        (former,) = before_corrections(at(2)).values()
        assert ([one.id for one in former], again.replaces_id, again.why) == ([row.id], row.id, "Misread.")
        assert before_corrections(at(1)) == {}


@pytest.mark.django_db
def test_a_change_that_was_none_asks_for_nothing_and_its_event_is_taken_back() -> None:
    with governed(TEXT) as crew:
        saw(crew, Level.LOW)
        row = saw(crew, Level.SEVERE, 1)
        assert standing_events() == [TODAY + timedelta(1)]
        assert len(tasks(1)) == 2
        corrected(crew, row, Level.LOW, 2)
        assert (standing_events(), tasks(2)) == ([], [])
        assert tasks(1) != []
        last = saw(crew, Level.CRITICAL, 3)
        note_event(event=Event.THREAT, happened_on=TODAY + timedelta(3), actor=SETUP, now=noon(4))
        corrected(crew, last, Level.LOW, 5)
        assert standing_events() == [TODAY + timedelta(3)]


@pytest.mark.django_db
def test_a_change_nobody_saw_is_noted_once_a_slip_is_put_right() -> None:
    with governed(TEXT) as crew:
        row = saw(crew, Level.LOW)
        saw(crew, Level.LOW, 1)
        again = corrected(crew, row, Level.SEVERE, 2)
        assert standing_events() == [TODAY + timedelta(1)]
        corrected(crew, again, Level.LOW, 3)
        assert standing_events() == []


@pytest.mark.django_db
def test_what_was_looked_at_stays_looked_at_where_the_level_changed_all_the_same() -> None:
    with governed(TEXT) as crew:
        saw(crew, Level.LOW)
        row = saw(crew, Level.SEVERE, 1)
        (control,) = controls(at(1))
        task = owed(control, at(1))[0].to_do.id
        finish_task(
            task=task,
            done_on=TODAY + timedelta(1),
            words="Both.",
            actor=Actor.person(crew.board),
            now=noon(1),
        )
        corrected(crew, row, Level.CRITICAL, 2)
        assert tasks(2) == [("doors", 21, True), ("plan", 31, False)]
        assert standing_events() == [TODAY + timedelta(1)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"why": " "}, "why"),
        ({"why": "x" * 301}, "why"),
        ({"source": ""}, "source"),
        ({"seen_on": TODAY + timedelta(9)}, "seen_on"),
        ({"level": Level.LOW}, "level"),
    ],
)
def test_what_is_no_correction_is_said(given: dict[str, Any], field: str) -> None:
    with governed(TEXT) as crew:
        row = saw(crew, Level.LOW)
        with pytest.raises(BadInput) as refusal:
            corrected(crew, row, given.pop("level", Level.SEVERE), 1, **given)
        assert refusal.value.field == field
        assert ThreatSight.objects.count() == 1


@pytest.mark.django_db
def test_it_is_put_right_by_whoever_looks_it_up_and_once() -> None:
    with governed(TEXT) as crew:
        row = saw(crew, Level.LOW)
        with pytest.raises(NotPermitted):
            corrected(crew, row, Level.SEVERE, 1, actor=Actor.outsider())
        corrected(crew, row, Level.SEVERE, 1)
        with pytest.raises(OutOfTurn):
            corrected(crew, row, Level.CRITICAL, 1)
    with governed(TEXT, "quayside") as crew, pytest.raises(NothingHere):
        corrected(crew, row, Level.CRITICAL, 1)


@pytest.mark.django_db
def test_several_policies_are_answered_with_as_many_questions_as_one() -> None:
    with governed(TEXT) as crew:
        open_site(name="Quay", actor=SETUP, now=NOON)
        saw(crew, Level.LOW)
        saw(crew, Level.SEVERE, 1)
        found: Any = list(controls(at(1)))
        kind: Any = KINDS.get("threat-level")
        here = Scope(scope.provider_id(), Stream.OPEN, at(1))

        def questions(many: int) -> int:
            scope.forget()
            with CaptureQueriesContext(connection) as captured:
                assert len(set(kind.evidence_of(found * many, here))) == 1
            return len(captured)

        questions(1)  # what is of the house lies in memory afterwards
        assert questions(9) == questions(1)


def test_nothing_of_it_can_name_a_person() -> None:
    columns = {field.name for model in (ThreatSight, ThreatTaskLook) for field in model._meta.concrete_fields}
    assert not columns & {"person_id", "person", "learner", "population"}
    kind: Any = KINDS.get("threat-level")
    assert (dict(kind.facts), set(kind.persons)) == ({}, set())
    assert not [one for one in Capability if "threat" in one]
