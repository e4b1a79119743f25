"""Working days and opening hours: bank holidays by rule and by proclamation, closures, the hours of a place."""

from collections.abc import Callable
from datetime import date, time

import pytest

from dueregard.ground.reference.rules.bank_holidays import BankHolidays, by_rule
from dueregard.ground.tenancy.vocabulary import Nation
from dueregard.mechanisms.clocks.rules.calendars import (
    Calendar,
    HoursNotSet,
    Opening,
    Term,
    week,
)
from mechanisms.clocks.calendars import BANK_HOLIDAYS, OFFICE, london, shown

# domain.md 11, by hand; substitutes for weekends are among them.
EXPECTED = {
    2024: ["01-01", "03-29", "04-01", "05-06", "05-27", "08-26", "12-25", "12-26"],
    2025: ["01-01", "04-18", "04-21", "05-05", "05-26", "08-25", "12-25", "12-26"],
    2026: ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"],
    2027: ["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"],
    2028: ["01-03", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26"],
}  # fmt: skip


@pytest.mark.parametrize("nation", list(Nation))
@pytest.mark.parametrize("year", sorted(EXPECTED))
def test_the_weekdays_that_are_bank_holidays(nation: Nation, year: int) -> None:
    weekdays = sorted(day for day in by_rule(nation, year) if day.weekday() < 5)
    assert [f"{day:%m-%d}" for day in weekdays] == EXPECTED[year]


def test_days_are_proclaimed_and_moved_by_hand() -> None:
    one_off, moved = date(2027, 6, 4), date(2027, 5, 3)
    merged = BankHolidays(Nation.ENGLAND, frozenset({one_off}), frozenset({moved}))
    assert [day in merged for day in (one_off, moved, date(2027, 5, 31))] == [True, False, True]
    assert Calendar(merged).is_working_day(moved)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
        (date(2026, 11, 22), False),
        (date(2026, 12, 25), False),
        (date(2026, 12, 28), False),
        (date(2026, 12, 29), False),  # the provider shuts
        (date(2026, 12, 30), True),
    ],
)
def test_working_days(day: date, worked: bool) -> None:
    assert OFFICE.is_working_day(day) is worked


@pytest.mark.parametrize(
    ("at", "is_open", "opens_next"),
    [
        ("2026-11-20 08:59", False, "2026-11-20 09:00"),
        ("2026-11-20 09:00", True, "2026-11-20 09:00"),
        ("2026-11-20 16:59", True, "2026-11-20 16:59"),
        ("2026-11-20 17:00", False, "2026-11-23 09:00"),
        ("2026-12-24 17:00", False, "2026-12-30 09:00"),
        ("2027-03-25 17:00", False, "2027-03-30 09:00"),  # over Easter, and into summer time
    ],
)
def test_when_somebody_is_there(at: str, is_open: bool, opens_next: str) -> None:
    assert OFFICE.is_open(london(at)) is is_open
    opening = OFFICE.next_opening(london(at))
    assert opening is not None
    assert shown(opening) == opens_next


def test_hours_that_nobody_gave_are_not_guessed() -> None:
    bare = Calendar(BANK_HOLIDAYS)
    for ask in (bare.is_open, bare.next_opening):
        with pytest.raises(HoursNotSet):
            ask(london("2026-11-20 12:00"))


NIGHT = Opening(time(1, 15), time(1, 45))


@pytest.mark.parametrize(
    ("day", "stretches"),
    [
        (date(2027, 3, 28), []),  # that half hour does not exist
        (date(2026, 10, 25), [("00:15", "01:45")]),  # in UTC: from the first 01:15 until the second 01:45
        (date(2026, 10, 26), [("01:15", "01:45")]),
    ],
)
def test_hours_in_the_night_of_a_clock_change(day: date, stretches: list[tuple[str, str]]) -> None:
    calendar = Calendar(BANK_HOLIDAYS, hours=((NIGHT,),) * 7)
    found = calendar.openings(day)
    assert [(f"{one.since:%H:%M}", f"{one.until:%H:%M}") for one in found] == stretches


def test_a_day_may_open_twice_and_until_midnight() -> None:
    hours = week([[Opening(time(13), time()), Opening(time(9), time(12))], *([[]] * 6)])
    calendar = Calendar(BANK_HOLIDAYS, hours=hours)
    monday = [london(f"2026-11-23 {clock}") for clock in ("08:00", "09:00", "12:00", "13:00", "23:59")]
    assert [calendar.is_open(at) for at in monday] == [False, True, False, True, True]
    assert not calendar.is_open(london("2026-11-24 00:00"))


AFTERNOON, MORNING = Opening(time(13), time()), Opening(time(9), time(14))
SPRING, SUMMER = Term(date(2026, 1, 1), date(2026, 4, 1)), Term(date(2026, 4, 1), date(2026, 7, 1))


@pytest.mark.parametrize(
    "build",
    [
        pytest.param(lambda: Opening(time(17), time(9)), id="closes before it opens"),
        pytest.param(lambda: Term(date(2026, 9, 2), date(2026, 9, 1)), id="ends before it begins"),
        pytest.param(lambda: Calendar(BANK_HOLIDAYS, hours=((),) * 6), id="a week of six days"),
        pytest.param(lambda: Calendar(BANK_HOLIDAYS, hours=((MORNING, AFTERNOON),) * 7), id="hours overlap"),
        pytest.param(lambda: Calendar(BANK_HOLIDAYS, terms=(SPRING, SUMMER)), id="terms overlap"),
    ],
)
def test_an_impossible_calendar_cannot_be_made(build: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"\w+"):
        build()
