"""Whether somebody was told in time, as a table of cases; and what holds whatever happened and whenever."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.ground.kernel.moments import end_of_day, london_day
from dueregard.work.engagement.rules import Seen, counted, has_all, in_time, in_touch_since, runs_from
from dueregard.work.engagement.vocabulary import KEPT, OUTCOMES, Kept, Outcome, Sort

MONDAY = date(2026, 3, 2)
THURSDAY = end_of_day(date(2026, 3, 5))
"""The end of three working days from Monday."""


def at(day: int, hour: int = 12) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=UTC)


def stopped(flagged: datetime | None = None, outcome: Outcome | None = None, on: int = 0) -> Seen:
    ended = date(2026, 3, on) if on else None
    return Seen(Sort.STOPPED, MONDAY, (), flagged, outcome, ended)


CASES: list[tuple[str, Seen, datetime, bool | None]] = [
    ("told on the day", stopped(at(2)), at(9), True),
    ("told in the last minute", stopped(THURSDAY), at(9), True),
    ("told a second too late", stopped(THURSDAY + timedelta(seconds=1)), at(9), False),
    ("not told, and it still runs", stopped(), at(4), None),
    ("not told, in the last minute", stopped(), THURSDAY, None),
    ("not told, and it is over", stopped(), THURSDAY + timedelta(seconds=1), False),
    ("back before anybody had to be told", stopped(None, Outcome.BACK, 4), at(9), None),
    ("back on the last day", stopped(None, Outcome.BACK, 5), at(9), None),
    ("back a day too late, and nobody told", stopped(None, Outcome.BACK, 6), at(9), False),
    ("told in time, and left later", stopped(at(3), Outcome.LEFT, 20), at(25), True),
    ("told too late, and back", stopped(at(9), Outcome.BACK, 10), at(25), False),
    ("noted by mistake, and never told", stopped(None, Outcome.MISTAKE, 20), at(25), None),
    ("noted by mistake, and told too late", stopped(at(9), Outcome.MISTAKE, 20), at(25), None),
]


@pytest.mark.parametrize(("name", "one", "now", "kept"), CASES, ids=[case[0] for case in CASES])
def test_in_time(name: str, one: Seen, now: datetime, kept: bool | None) -> None:
    assert in_time(one, THURSDAY, now) is kept


DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
TIMES = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda one: one.replace(tzinfo=UTC))  # noqa: DTZ001


@st.composite
def seen(draw: st.DrawFn) -> Seen:
    began = draw(DAYS)
    outcome = draw(st.none() | st.sampled_from(OUTCOMES[Sort.STOPPED]))
    ended = began + timedelta(days=draw(st.integers(0, 400))) if outcome else None
    return Seen(Sort.STOPPED, began, (), draw(st.none() | TIMES), outcome, ended)


@given(seen(), TIMES, TIMES, TIMES)
def test_what_was_late_stays_late_and_what_was_in_time_stays_in_time(
    one: Seen, end: datetime, first: datetime, later: datetime
) -> None:
    first, later = sorted((first, later))
    said = in_time(one, end, first)
    assert said is None or in_time(one, end, later) is said


@given(seen(), TIMES, TIMES, st.timedeltas(timedelta(), timedelta(days=30)))
def test_more_time_makes_nobody_late(one: Seen, end: datetime, now: datetime, more: timedelta) -> None:
    if in_time(one, end + more, now) is False:
        assert in_time(one, end, now) is False


@given(DAYS)
def test_time_begins_on_the_day_it_was_noticed(on: date) -> None:
    assert london_day(runs_from(on)) == on


BREAKS: list[tuple[tuple[tuple[Kept, date], ...], date, bool]] = [
    ((), MONDAY, False),
    (((Kept.ATTEMPT, date(2026, 3, 9)),), MONDAY, False),
    (((Kept.CONTACT, date(2026, 3, 9)), (Kept.ATTEMPT, date(2026, 3, 20))), date(2026, 3, 9), False),
    (((Kept.CONTACT, date(2026, 3, 9)), (Kept.REVIEW, date(2026, 3, 6))), date(2026, 3, 9), True),
]


@pytest.mark.parametrize(("steps", "since", "whole"), BREAKS)
def test_how_a_break_was_kept_in_touch_with(
    steps: tuple[tuple[Kept, date], ...], since: date, whole: bool
) -> None:
    one = Seen(Sort.BREAK, MONDAY, steps)
    assert in_touch_since(one) == since
    assert has_all(one, (Kept.CONTACT, Kept.REVIEW)) is whole


def test_what_was_noted_by_mistake_counts_for_nothing() -> None:
    right, wrong = stopped(at(2)), stopped(at(9), Outcome.MISTAKE, 20)
    assert counted([right, wrong]) == [right]


def test_every_sort_can_end_and_be_followed() -> None:
    assert set(OUTCOMES) == set(KEPT) == set(Sort)
    assert {one for some in OUTCOMES.values() for one in some} == set(Outcome)
