"""By when something is owed and what counts today, as pure rules."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.authority.policy.values.time import Roll, Rule, Time
from dueregard.ground.kernel.moments import from_london, london_day
from dueregard.ground.reference.rules.bank_holidays import BankHolidays
from dueregard.ground.tenancy.vocabulary import Nation
from dueregard.mechanisms.clocks.rules.calendars import Calendar
from dueregard.mechanisms.clocks.rules.measures import due as due_by_the_clock
from dueregard.work.training.rules.requirements import Requirement, cuts, due_on, state_of
from dueregard.work.training.vocabulary import State

_HOLIDAYS = BankHolidays(Nation.ENGLAND, frozenset(), frozenset())
TODAY = date(2026, 3, 4)
KEPT, SOON, WAITING, GRACE, LATE, UNDATED = State


def calendars(name: str) -> Calendar:
    """The office shuts on its own days; the calendar called "site" has none."""
    return Calendar(_HOLIDAYS, frozenset() if name == "site" else frozenset({date(2026, 3, 9)}))


def asked(**times: Any) -> Requirement:
    read = {
        name: Time.read(value)
        for name, value in times.items()
        if name in ("first", "every", "grace", "remind")
    }
    others = {name: value for name, value in times.items() if name not in read}
    return Requirement("safeguarding-core/training.x", **{"courses": ("x",)} | others | read)


YEARLY = asked(first="1 month", every="12 months", grace="2 weeks", remind="1 month")
TWO = asked(first="1 month", every="12 months", courses=("x", "y"))
ANY = asked(first="1 month", every="12 months", courses=("x", "y"), any_one=True)
EDITION = asked(first="1 month", edition="2026", edition_since=date(2026, 2, 20))


@pytest.mark.parametrize(
    ("what", "began", "done", "state", "due"),
    [
        (YEARLY, date(2020, 1, 1), {"x": date(2025, 12, 1)}, KEPT, date(2026, 12, 1)),
        (YEARLY, date(2020, 1, 1), {"x": date(2025, 4, 3)}, SOON, date(2026, 4, 3)),
        (YEARLY, date(2020, 1, 1), {"x": date(2025, 4, 4)}, KEPT, date(2026, 4, 4)),
        (YEARLY, date(2020, 1, 1), {"x": date(2025, 3, 4)}, SOON, date(2026, 3, 4)),
        (YEARLY, date(2020, 1, 1), {"x": date(2025, 3, 3)}, GRACE, date(2026, 3, 3)),
        (YEARLY, date(2020, 1, 1), {"x": date(2025, 2, 18)}, GRACE, date(2026, 2, 18)),
        (YEARLY, date(2020, 1, 1), {"x": date(2025, 2, 17)}, LATE, date(2026, 2, 17)),
        (YEARLY, date(2026, 2, 4), {}, WAITING, date(2026, 3, 4)),
        (YEARLY, date(2026, 2, 3), {}, GRACE, date(2026, 3, 3)),
        (YEARLY, date(2026, 1, 18), {}, GRACE, date(2026, 2, 18)),
        (YEARLY, date(2026, 1, 17), {}, LATE, date(2026, 2, 17)),
        (asked(every="12 months"), date(2020, 1, 1), {}, UNDATED, None),
        (asked(), date(2020, 1, 1), {"x": date(2001, 1, 1)}, KEPT, None),
        (asked(first="1 month"), date(2020, 1, 1), {}, LATE, date(2020, 2, 1)),
        (TWO, date(2020, 1, 1), {"x": date(2026, 1, 1)}, LATE, date(2020, 2, 1)),
        (TWO, date(2020, 1, 1), {"x": date(2026, 1, 1), "y": date(2025, 6, 1)}, KEPT, date(2026, 6, 1)),
        (TWO, date(2020, 1, 1), {"x": date(2026, 1, 1), "y": date(2025, 1, 1)}, LATE, date(2026, 1, 1)),
        (ANY, date(2020, 1, 1), {"x": date(2024, 1, 1), "y": date(2025, 6, 1)}, KEPT, date(2026, 6, 1)),
        (EDITION, date(2020, 1, 1), {}, WAITING, date(2026, 3, 20)),
        (EDITION, date(2026, 3, 1), {}, WAITING, date(2026, 4, 1)),
        # the leap day, and a month too short
        (asked(every="12 months"), date(2020, 1, 1), {"x": date(2024, 2, 29)}, LATE, date(2025, 2, 28)),
        (asked(every="1 month"), date(2020, 1, 1), {"x": date(2026, 1, 31)}, LATE, date(2026, 2, 28)),
    ],
)  # fmt: skip
def test_how_somebody_stands_and_by_when_it_is_due(
    what: Requirement, began: date, done: dict[str, date], state: State, due: date | None
) -> None:
    assert state_of(what, began, done, cuts(what, TODAY, calendars)) is state
    assert due_on(what, began, done, calendars) == due


_times = st.sampled_from(["1 week", "30 days", "1 month", "5 working days", "12 months", "2 years"])
_days = st.dates(date(2018, 1, 1), date(2027, 1, 1))


@given(first=_times, every=_times, began=_days, day=_days, done=st.one_of(st.none(), _days))
def test_late_is_after_the_day_on_which_it_is_due(
    first: str, every: str, began: date, day: date, done: date | None
) -> None:
    what = asked(first=first, every=every)
    has = {"x": done} if done and done <= day else {}
    due = due_on(what, began, has, calendars)
    assert due is not None
    assert (state_of(what, began, has, cuts(what, day, calendars)) is LATE) == (day > due)


@given(every=_times, grace=_times, remind=_times, done=_days)
def test_from_kept_to_soon_to_grace_to_late_and_never_back(
    every: str, grace: str, remind: str, done: date
) -> None:
    what = asked(every=every, grace=grace, remind=remind)
    order = [KEPT, SOON, GRACE, LATE]
    seen = [
        order.index(state_of(what, done, {"x": done}, cuts(what, done + timedelta(days=n), calendars)))
        for n in range(0, 1600, 13)
    ]
    assert seen == sorted(seen)


def test_each_time_runs_on_its_own_calendar() -> None:
    first = {"within": "3 working days", "calendar": "site"}
    grace = {"within": "3 working days"}
    what = asked(first=first, every="12 months", grace=grace)
    thursday = date(2026, 3, 5)
    due = date(2026, 3, 10)  # Friday, Monday, Tuesday: at the site Monday is worked
    assert due_on(what, thursday, {}, calendars) == due
    assert state_of(what, thursday, {}, cuts(what, due, calendars)) is WAITING
    assert state_of(what, thursday, {}, cuts(what, date(2026, 3, 13), calendars)) is GRACE
    assert state_of(what, thursday, {}, cuts(what, date(2026, 3, 14), calendars)) is LATE
    office = asked(first=grace, grace=first)  # and the other way round: in the office it is not
    assert due_on(office, thursday, {}, calendars) == date(2026, 3, 11)


def moving(within: str, roll: Roll) -> dict[str, str]:
    return {"within": within, "roll": roll.value}


@pytest.mark.parametrize(
    ("roll", "joined", "due"),
    [
        (Roll.NONE, date(2026, 2, 7), date(2026, 3, 7)),  # a Saturday
        (Roll.NEXT_WORKING_DAY, date(2026, 2, 7), date(2026, 3, 10)),  # the office shuts on Monday
        (Roll.PREVIOUS_WORKING_DAY, date(2026, 2, 7), date(2026, 3, 6)),
        (Roll.NEXT_WORKING_DAY, date(2026, 2, 6), date(2026, 3, 6)),  # a Friday stays
    ],
)
def test_an_end_on_a_day_nobody_works_is_moved_as_the_policy_says(
    roll: Roll, joined: date, due: date
) -> None:
    first, every = asked(first=moving("1 month", roll)), asked(every=moving("1 month", roll))
    for what, done in ((first, {}), (every, {"x": joined})):
        assert due_on(what, joined, done, calendars) == due
        for day in (due - timedelta(days=1), due, due + timedelta(days=1)):
            is_late = state_of(what, joined, done, cuts(what, day, calendars)) is LATE
            assert is_late == (day > due), (what, day)


def test_days_of_grace_begin_with_the_day_an_end_was_moved_to() -> None:
    what = asked(
        first=moving("1 month", Roll.NEXT_WORKING_DAY), grace=moving("4 days", Roll.NEXT_WORKING_DAY)
    )
    joined = date(2026, 2, 7)  # due on Tuesday the 10th; four days on is a Saturday, so Monday the 16th
    for day, state in ((10, WAITING), (11, GRACE), (16, GRACE), (17, LATE)):
        assert state_of(what, joined, {}, cuts(what, date(2026, 3, day), calendars)) is state, day


# Not "elapsed": by the clock a week over a change of the clocks ends an hour off midnight; here it is counted in days.
_forward = st.sampled_from([Rule.SAME_WALL_TIME, Rule.CLEAR, Rule.WITHIN, Rule.BY_END_OF])


@given(span=_times, rule=_forward, roll=st.sampled_from(Roll), began=_days)
def test_it_is_due_on_the_day_that_the_clock_of_its_obligation_says(
    span: str, rule: Rule, roll: Roll, began: date
) -> None:
    first = Time.read({rule.value.replace("-", "_"): span, "roll": roll.value})
    clock = due_by_the_clock(from_london(began, time()), first.span, first.rule, calendars(""), first.roll)
    what = asked(first=first)
    due = due_on(what, began, {}, calendars)
    assert due == london_day(clock)
    for day in (due, due + timedelta(days=1)):
        assert (state_of(what, began, {}, cuts(what, day, calendars)) is LATE) == (day > due)
