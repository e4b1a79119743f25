"""Whoever is in the directory twice counts once, by what they did under either row; parted, they are two again."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dueregard.authority.access.operations import record_absence
from dueregard.authority.identity.models import Alias, Person
from dueregard.authority.identity.operations import join_duplicates, part_duplicates
from dueregard.authority.people.operations import record_span
from dueregard.authority.people.vocabulary import Standing
from dueregard.authority.policy.answers import Basis
from dueregard.authority.policy.values.time import Time
from dueregard.authority.policy.values.when import When
from dueregard.ground.audit.operations import Subject, turn
from dueregard.ground.kernel.moments import Moment, london_day
from dueregard.ground.reference.rules.bank_holidays import BankHolidays
from dueregard.ground.tenancy.vocabulary import Nation
from dueregard.mechanisms.clocks.rules.calendars import Calendar
from dueregard.work.training.controls.in_force import required_at
from dueregard.work.training.controls.training import TRAINING
from dueregard.work.training.models import Passage
from dueregard.work.training.operations.editions import adopt_edition
from dueregard.work.training.operations.exempting import exempt_person
from dueregard.work.training.operations.passing import pass_gate
from dueregard.work.training.queries.duties import duties_under
from dueregard.work.training.queries.gates import Passed, passed_in_the_last_year
from dueregard.work.training.queries.lists import Narrowed, counted, counted_by, lines, narrowed
from dueregard.work.training.queries.standing import figures, standing, turned
from dueregard.work.training.rules.requirements import Requirement, cuts, state_of
from dueregard.work.training.vocabulary import GatePassed, Result, State
from household import NOON, SETUP, make_person
from work.training.learning import TODAY, did, learning_house

pytestmark = pytest.mark.django_db
YEARLY = "learning/training.yearly"
PROBATION = "learning/gate.probation"
LATER = Moment.now(NOON + timedelta(days=60))
"""When whoever has done nothing is overdue."""
EVERYBODY = Narrowed()


@pytest.fixture
def house() -> Iterator[tuple[UUID, UUID]]:
    with learning_house() as (_provider, ada, bo):
        yield ada, bo


def join(one: UUID, other: UUID) -> Alias:
    return join_duplicates(
        person=Person.objects.get(pk=one), same_as=Person.objects.get(pk=other), actor=SETUP, now=NOON
    )


def figures_of(asked: Requirement, audience: When, moment: Moment) -> dict[State, int]:
    return dict(figures([turned(asked, audience, moment)], moment)[0].states)


def basis_of(asked: Requirement, audience: When, moment: Moment) -> Basis | None:
    return figures([turned(asked, audience, moment)], moment)[0].basis


def test_they_count_once_wherever_people_are_counted(house: tuple[UUID, UUID]) -> None:
    ada, bo = house
    again, learner = make_person("Ada Fen"), make_person("A Fenn", Standing.LEARNER)
    did(learner, basis=Basis.SOMEBODYS_WORD)
    asked = required_at(YEARLY, LATER).asked
    of: tuple[Requirement, When, Moment] = (asked.requirement, asked.audience, LATER)
    assert figures_of(*of) == {State.LATE: 3}
    assert basis_of(*of) is None

    join(ada, again)
    alias = join(learner, again)  # by way of another row
    assert figures_of(*of) == {State.LATE: 1, State.KEPT: 1}
    assert counted(*of, EVERYBODY) == {State.LATE: 1, State.KEPT: 1}
    assert counted_by(*of, EVERYBODY)["work"] == {"": {State.LATE: 1, State.KEPT: 1}}
    learners = Narrowed(span={"standing": Standing.LEARNER})
    assert counted(asked.requirement, When(), LATER, learners)[State.KEPT] == 1  # she learns by another row
    stood = narrowed(*of, EVERYBODY)
    found = {line.person_id: line for line in lines(asked.requirement, stood, stood, LATER)}
    assert found.keys() == {min(ada, again), bo}
    assert found[min(ada, again)].done == {"safeguarding": TODAY}
    assert {duty.about for duty in duties_under(*of)} == {bo}
    assert basis_of(*of) is Basis.SOMEBODYS_WORD
    control = required_at(YEARLY, LATER).control
    assert TRAINING.lacking(control, [ada, again, bo], LATER) == {bo: ("safeguarding",)}

    part_duplicates(alias=alias, actor=SETUP, now=NOON + timedelta(days=1))
    assert figures_of(*of) == {State.LATE: 2}


def test_who_is_exempt_or_away_under_one_row_owes_nothing_under_the_other(house: tuple[UUID, UUID]) -> None:
    ada, bo = house
    asked = required_at(YEARLY, LATER).asked
    of: tuple[Requirement, When, Moment] = (asked.requirement, asked.audience, LATER)
    exempt_person(person_id=bo, control=YEARLY, reason="Left.", until=None, actor=SETUP, now=NOON)
    join(ada, bo)
    assert figures_of(*of) == {}
    assert TRAINING.lacking(required_at(YEARLY, LATER).control, [ada], LATER) == {}
    una, una_again = make_person("Una Reed"), make_person("Una Read")
    record_absence(person_id=una, since=NOON, until=None, actor=SETUP, now=NOON)
    join(una_again, una)
    assert figures_of(*of) == {}


def test_who_passed_a_gate_under_either_row_passed_it_once(house: tuple[UUID, UUID]) -> None:
    ada, bo = house
    again = make_person("Ada Fen")
    adopt_edition(document="part-one", title="Part one", edition="2025", since=NOON, actor=SETUP, now=NOON)
    for person in (ada, again, bo):
        did(person)
        did(person, course="part-one", result=Result.READ, edition="2025")
        pass_gate(gate=PROBATION, person_id=person, passed_on=TODAY, actor=SETUP, now=NOON)
    pass_gate(gate=PROBATION, person_id=bo, passed_on=TODAY, actor=SETUP, now=NOON)
    assert passed_in_the_last_year([PROBATION], LATER)[PROBATION] == Passed(3, 0, 0)
    alias = join(ada, again)
    assert passed_in_the_last_year([PROBATION], LATER)[PROBATION] == Passed(2, 0, 0)
    with turn(actor=SETUP, now=NOON) as t:
        short = Passage(person_id=again, gate=PROBATION, passed_on=TODAY, missing=1, recorded_at=NOON, by="x")
        short.save()
        t.record(GatePassed(short.id, 1), Subject("person", again))
    assert passed_in_the_last_year([PROBATION], LATER)[PROBATION] == Passed(1, 0, 1)
    part_duplicates(alias=alias, actor=SETUP, now=NOON + timedelta(days=1))
    assert passed_in_the_last_year([PROBATION], LATER)[PROBATION] == Passed(2, 0, 1)


_ago = st.integers(-500, 0)
_row = st.tuples(_ago, st.lists(st.tuples(st.sampled_from(["x", "y"]), _ago), max_size=2))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(_row, min_size=2, max_size=3), any_one=st.booleans(), every=st.booleans())
def test_several_rows_stand_as_one_person_who_did_it_all(
    house: tuple[UUID, UUID], rows: list[tuple[int, list[tuple[str, int]]]], any_one: bool, every: bool
) -> None:
    times: Any = {"first": Time.read("1 month"), "every": Time.read("6 months") if every else None}
    asked = Requirement("learning/training.z", ("x", "y"), any_one=any_one, **times)
    people = [make_person(f"Ada Fenn {n}", Standing.VOLUNTEER) for n in range(len(rows))]
    did_all: list[tuple[str, date]] = []
    for person, (joined, done) in zip(people, rows, strict=True):
        since = NOON + timedelta(days=joined)
        record_span(person_id=person, standing=Standing.BOARD, since=since, actor=SETUP, now=NOON)
        for course, ago in done:
            did(person, course=course, on=TODAY + timedelta(days=ago))
            did_all.append((course, TODAY + timedelta(days=ago)))
    for one, other in pairwise(people):
        join(one, other)
    board = standing(asked, When.read({"standing": "board-member"}), Moment.now(NOON), people=people)
    calendar = Calendar(BankHolidays(Nation.ENGLAND, frozenset(), frozenset()))
    began = london_day(NOON + timedelta(days=min(joined for joined, _ in rows)))
    expected = state_of(asked, began, dict(sorted(did_all)), cuts(asked, TODAY, lambda _: calendar))
    assert [one.state for one in board.values()] == [expected]
