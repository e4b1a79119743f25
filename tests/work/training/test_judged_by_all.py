"""However little is read, everybody is judged as the rule judges by all that was recorded of them and known by then."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dueregard.authority.identity.models import Person
from dueregard.authority.identity.operations import join_duplicates
from dueregard.authority.people.models import Span
from dueregard.authority.people.vocabulary import Standing
from dueregard.authority.policy.answers import Basis
from dueregard.authority.policy.values.time import Time
from dueregard.authority.policy.values.when import When
from dueregard.ground.kernel.moments import Moment, london_day
from dueregard.ground.reference.rules.bank_holidays import BankHolidays
from dueregard.ground.tenancy.vocabulary import Nation
from dueregard.mechanisms.clocks.rules.calendars import Calendar
from dueregard.work.training.models import Completion, Exemption
from dueregard.work.training.queries.lists import lines
from dueregard.work.training.queries.standing import Stood, standing
from dueregard.work.training.rules.requirements import Requirement, cuts, state_of
from dueregard.work.training.vocabulary import Result, State
from household import NOON, SETUP
from work.training.learning import learning_house

pytestmark = pytest.mark.django_db
ADDRESS = "learning/training.z"
BOARD = When.read({"standing": "board-member"})
_DAYS = 1000


@dataclass(frozen=True)
class Entry:
    """Something done on a day, written down so many days later, and what became of it after so many more."""

    course: str
    day: int
    late: int
    result: Result
    corrected: tuple[int, int | None] | None
    """After how many days, and to which day; None: withdrawn."""


@dataclass(frozen=True)
class One:
    """Somebody on the board."""

    joined: int
    done: tuple[Entry, ...]
    exempt: tuple[int, int] | None
    """From which day, and for how many."""
    same_as_the_last: bool
    """Whether they are the one before them, under another row."""


_day, _long_ago, _later = st.integers(0, _DAYS), st.integers(0, 700), st.integers(500, _DAYS)
_soon = st.sampled_from([0, 0, 1, 30, 300])
_often = st.sampled_from([Result.PASSED, Result.PASSED, Result.PASSED, Result.FAILED])
_corrected = st.sampled_from([None, None, None, (1, None), (30, None), (1, 600), (30, 100)])
_entry = st.builds(Entry, st.sampled_from(["x", "y", "x", "y", "z"]), _long_ago, _soon, _often, _corrected)
_exempt = st.sampled_from([None, None, None, None, (0, 300), (500, 100)])
_ones = st.builds(
    One,
    _day,
    st.lists(_entry, min_size=1, max_size=4).map(tuple),
    _exempt,
    st.sampled_from([False, False, True]),
)
_time = st.sampled_from([None, "1 week", "3 months", "12 months"])


@pytest.fixture
def house() -> Iterator[None]:
    with learning_house():
        yield


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    everybody=st.lists(_ones, min_size=2, max_size=6), first=_time, every=_time, grace=_time, remind=_time,
    any_one=st.booleans(), as_at=_later, known_at=_later,
)  # fmt: skip
def test_everybody_stands_as_by_all_that_was_known(
    house: None, everybody: list[One], first: str | None, every: str | None, grace: str | None,
    remind: str | None, any_one: bool, as_at: int, known_at: int,
) -> None:  # fmt: skip
    times = {"first": first, "every": every, "grace": grace, "remind": remind}
    read: Any = {name: Time.read(time) if time else None for name, time in times.items()}
    asked = Requirement(ADDRESS, ("x", "y"), any_one=any_one, **read)
    moment = Moment(at(as_at), at(known_at))
    several = [_written(group) for group in _groups(everybody)]
    people = {row for rows in several for row in rows}

    expected = dict(one for rows in several for one in _by_the_rule(rows, asked, moment))
    found = standing(asked, BOARD, moment)
    assert {row: one for row, one in found.items() if row in people} == {
        row: one for row, (one, _) in expected.items()
    }
    assert standing(asked, BOARD, moment, people=people) == {row: one for row, (one, _) in expected.items()}
    listed = lines(asked, expected, found, moment)
    assert {line.person_id: line.done for line in listed} == {row: did for row, (_, did) in expected.items()}


@pytest.mark.parametrize(
    ("times", "joined", "done", "state"),
    [
        ({"every": "12 months"}, -900, -800, State.LATE),
        ({"every": "12 months"}, -900, None, State.UNDATED),
        ({"first": "1 month", "every": "12 months"}, -5, -800, State.LATE),
        ({"first": "1 month", "every": "12 months"}, -5, None, State.WAITING),
        ({"first": "1 month", "every": "12 months", "grace": "2 months"}, -40, -800, State.LATE),
        ({"first": "1 month", "every": "12 months", "grace": "2 months"}, -40, None, State.GRACE),
        ({"first": "1 month", "every": "12 months", "grace": "2 months"}, -900, -400, State.GRACE),
        ({"first": "1 month"}, -5, -800, State.KEPT),
    ],
)
def test_what_was_done_long_ago_counts_for_what_it_is(
    house: None, times: dict[str, str], joined: int, done: int | None, state: State
) -> None:
    read: Any = {name: Time.read(time) for name, time in times.items()}
    entry = [] if done is None else [Entry("x", _DAYS + done, 0, Result.PASSED, None)]
    [row] = _written([One(_DAYS + joined, tuple(entry), None, False)])
    found = standing(Requirement(ADDRESS, ("x",), **read), BOARD, Moment.now(at(_DAYS)))
    assert {person: one.state for person, one in found.items()} == {row: state}


def at(day: int) -> datetime:
    return NOON + timedelta(days=day)


def _groups(everybody: Iterable[One]) -> list[list[One]]:
    groups: list[list[One]] = []
    for one in everybody:
        if one.same_as_the_last and groups:
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _written(group: Sequence[One]) -> list[UUID]:
    """The rows of one person, with all that is recorded under each."""
    rows = [Person(recorded_at=NOON) for _ in group]
    for row, one in zip(rows, group, strict=True):
        row.save()
        of: dict[str, Any] = {"person_id": row.id, "by": "system:test"}
        Span(standing=Standing.BOARD, since=at(one.joined), recorded_at=at(one.joined), **of).save()
        if one.exempt:
            since, days = one.exempt
            Exemption(
                control=ADDRESS, since=at(since), until=at(since + days), recorded_at=at(since), **of
            ).save()
        for entry in one.done:
            _write(entry, of)
    for other in rows[1:]:
        join_duplicates(person=rows[0], same_as=other, actor=SETUP, now=NOON)
    return [row.id for row in rows]


def _write(entry: Entry, of: dict[str, Any]) -> None:
    day, recorded = london_day(at(entry.day)), at(entry.day + entry.late)
    same: dict[str, Any] = {
        "course": entry.course,
        "result": entry.result,
        "basis": Basis.DOCUMENT_SEEN,
        **of,
    }
    row = Completion(done_on=day, recorded_at=recorded, **same)
    row.save()
    if entry.corrected:
        after, to = entry.corrected
        row.successor(
            done_on=day if to is None else london_day(at(to)), withdrawn=to is None,
            recorded_at=recorded + timedelta(days=after, seconds=1), by="system:test",
        ).save()  # fmt: skip


def _by_the_rule(
    rows: list[UUID], asked: Requirement, moment: Moment
) -> list[tuple[UUID, tuple[Stood, dict[str, date]]]]:
    """The row that stands for somebody, how they stand, and what they did; nothing of whom nothing is asked."""
    of: dict[str, Any] = {"person_id__in": rows}
    spans = _in_force(Span.objects.filter(standing=Standing.BOARD, **of), moment)
    if not spans or _in_force(Exemption.objects.filter(**of), moment):
        return []
    began, row = min((span.since, span.person_id) for span in spans)
    today = london_day(moment.as_at)
    done = [
        (one.course, one.done_on)
        for one in _known(Completion.objects.filter(**of), moment)
        if one.course in asked.courses and one.result in asked.accepts and one.done_on <= today
    ]
    did = dict(sorted(done))  # of each course the last stays
    calendar = Calendar(BankHolidays(Nation.ENGLAND, frozenset(), frozenset()))
    state = state_of(asked, london_day(began), did, cuts(asked, today, lambda _: calendar))
    return [(row, (Stood(began, state), did))]


def _known(rows: Iterable[Any], moment: Moment) -> list[Any]:
    seen = [row for row in rows if row.recorded_at <= moment.known_at]
    replaced = {row.replaces_id for row in seen}
    return [row for row in seen if row.id not in replaced and not row.withdrawn]


def _in_force(rows: Iterable[Any], moment: Moment) -> list[Any]:
    return [
        row for row in _known(rows, moment)
        if row.since <= moment.as_at and (row.until is None or row.until > moment.as_at)
    ]  # fmt: skip
