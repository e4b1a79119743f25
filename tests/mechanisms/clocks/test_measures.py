"""Measures of time, as a table of cases; the nights on which the clocks change; pauses."""

from datetime import UTC, datetime, timedelta

import pytest

from dueregard.authority.policy.values.time import Roll, Rule, Span, Unit
from dueregard.ground.kernel.refusals import Refusal
from dueregard.mechanisms.clocks.rules.calendars import Calendar, HoursNotSet, Stretch, TermsNotSet
from dueregard.mechanisms.clocks.rules.days import TooFar
from dueregard.mechanisms.clocks.rules.measures import due, elapsed, latest_before
from dueregard.mechanisms.clocks.rules.pauses import Stops, stops
from mechanisms.clocks.calendars import ALL_HOURS, BANK_HOLIDAYS, OFFICE, london, shown

ELAPSED, SAME, WITHIN, CLEAR, BY_END = (
    Rule.ELAPSED,
    Rule.SAME_WALL_TIME,
    Rule.WITHIN,
    Rule.CLEAR,
    Rule.BY_END_OF,
)
NEXT, PREVIOUS = Roll.NEXT_WORKING_DAY, Roll.PREVIOUS_WORKING_DAY


@pytest.mark.parametrize(
    ("start", "span", "rule", "roll", "expected"),
    [
        # by the clock
        ("2026-11-20 15:30", "24 hours", ELAPSED, None, "2026-11-21 15:30"),
        ("2026-11-20 15:30", "24 hours", WITHIN, None, "2026-11-21 15:30"),
        ("2026-11-20 15:30", "24 hours", CLEAR, None, "2026-11-21 15:30"),
        ("2026-11-20 15:30", "2 days", ELAPSED, None, "2026-11-22 15:30"),
        ("2026-11-20 15:30", "24 hours", ELAPSED, NEXT, "2026-11-23 end"),
        # within: the day of the anchor is not counted
        ("2026-11-20 15:30", "1 day", WITHIN, None, "2026-11-21 end"),
        ("2026-11-20 15:30", "1 day", WITHIN, NEXT, "2026-11-23 end"),
        ("2026-11-20 15:30", "1 day", WITHIN, PREVIOUS, "2026-11-20 end"),
        ("2026-11-21 15:30", "1 day", WITHIN, PREVIOUS, "2026-11-22 end"),  # never due before it began
        ("2026-11-20 15:30", "3 working days", WITHIN, None, "2026-11-25 end"),
        ("2026-11-21 15:30", "1 working day", WITHIN, None, "2026-11-23 end"),
        ("2026-11-20 00:00", "1 week", WITHIN, None, "2026-11-27 end"),
        # clear days
        ("2026-11-20 15:30", "1 day", CLEAR, None, "2026-11-22 end"),
        ("2026-11-20 15:30", "3 working days", CLEAR, None, "2026-11-26 end"),
        # the same time of day
        ("2026-11-20 15:30", "2 weeks", SAME, None, "2026-12-04 15:30"),
        ("2026-11-20 15:30", "1 working day", SAME, None, "2026-11-23 15:30"),
        ("2026-11-21 15:30", "1 working day", SAME, None, "2026-11-23 end"),  # Saturday has no time of a working day
        # by the end of the unit it falls in
        ("2026-11-20 15:30", "1 day", BY_END, None, "2026-11-20 end"),
        ("2026-11-20 15:30", "1 working day", BY_END, None, "2026-11-20 end"),
        ("2026-11-21 15:30", "1 working day", BY_END, None, "2026-11-23 end"),
        ("2026-11-20 15:30", "1 week", BY_END, None, "2026-11-22 end"),
        ("2026-11-20 15:30", "1 week", BY_END, PREVIOUS, "2026-11-20 end"),
        ("2026-11-20 15:30", "2 months", BY_END, None, "2026-12-31 end"),
        ("2026-11-20 15:30", "1 year", BY_END, None, "2027-08-31 end"),  # the year begins in September
        ("2027-09-01 00:00", "1 year", BY_END, None, "2028-08-31 end"),
        # Christmas 2026: Boxing Day is a Saturday, its substitute Monday 28; the provider shuts on Tuesday 29
        ("2026-12-24 12:00", "1 working day", WITHIN, None, "2026-12-30 end"),
        # Christmas 2027: Saturday and Sunday, substitutes on Monday 27 and Tuesday 28
        ("2027-12-24 12:00", "1 working day", WITHIN, None, "2027-12-29 end"),
        ("2027-12-31 12:00", "1 working day", WITHIN, None, "2028-01-04 end"),  # New Year's substitute on Monday 3
        # Easter 2027: Good Friday 26 March, Easter Monday 29 March
        ("2027-03-25 12:00", "2 working days", WITHIN, None, "2027-03-31 end"),
        ("2026-04-02 12:00", "1 working day", WITHIN, None, "2026-04-07 end"),  # Easter 2026
        # months and years: the same day, else the last
        ("2027-01-31 12:00", "1 month", WITHIN, None, "2027-02-28 end"),
        ("2028-01-31 12:00", "1 month", WITHIN, None, "2028-02-29 end"),
        ("2027-01-31 12:00", "1 month", SAME, None, "2027-02-28 end"),
        ("2027-01-28 12:00", "1 month", SAME, None, "2027-02-28 12:00"),
        ("2026-05-31 12:00", "1 month", WITHIN, NEXT, "2026-06-30 end"),
        ("2026-11-30 12:00", "1 month", WITHIN, NEXT, "2026-12-30 end"),
        ("2028-02-29 12:00", "1 year", WITHIN, None, "2029-02-28 end"),
        ("2028-02-29 12:00", "4 years", WITHIN, None, "2032-02-29 end"),
        # terms end on 18 December, 25 March, 23 July
        ("2026-11-20 12:00", "1 term", WITHIN, None, "2026-12-18 end"),
        ("2026-12-18 12:00", "1 term", WITHIN, None, "2027-03-25 end"),
        ("2026-12-18 12:00", "1 term", BY_END, None, "2026-12-18 end"),
        ("2026-12-25 12:00", "1 term", BY_END, None, "2027-03-25 end"),
        ("2026-11-20 12:00", "2 terms", CLEAR, None, "2027-03-26 end"),
        ("2026-11-20 12:00", "1 term", SAME, None, "2026-12-18 end"),
        # working hours, nine to five
        ("2026-11-20 15:30", "1 working hour", ELAPSED, None, "2026-11-20 16:30"),
        ("2026-11-20 15:30", "4 working hours", ELAPSED, None, "2026-11-23 11:30"),
        ("2026-11-20 08:00", "8 working hours", ELAPSED, None, "2026-11-20 17:00"),
        ("2026-11-21 12:00", "1 working hour", ELAPSED, None, "2026-11-23 10:00"),
        ("2026-12-24 16:00", "2 working hours", ELAPSED, None, "2026-12-30 10:00"),
    ],
)  # fmt: skip
def test_what_is_due_when(start: str, span: str, rule: Rule, roll: Roll | None, expected: str) -> None:
    assert shown(due(london(start), Span.read(span), rule, OFFICE, roll or Roll.NONE)) == expected


@pytest.mark.parametrize(
    ("start", "span", "rule", "expected"),
    [
        # Spring 2026 and 2027: at 01:00 clocks go to 02:00
        ("2026-03-28 12:00", "24 hours", ELAPSED, "2026-03-29 12:00"),
        ("2026-03-28 12:00", "1 day", SAME, "2026-03-29 11:00"),
        (
            "2026-03-28 01:30",
            "1 day",
            SAME,
            "2026-03-29 01:00",
        ),  # 01:30 does not exist: the instant of the change
        ("2026-03-28 12:00", "1 day", WITHIN, "2026-03-29 22:59"),
        ("2027-03-27 12:00", "24 hours", ELAPSED, "2027-03-28 12:00"),
        ("2027-03-27 12:00", "1 day", SAME, "2027-03-28 11:00"),
        ("2027-03-28 00:30", "1 hour", SAME, "2027-03-28 01:00"),
        ("2027-02-28 01:59", "1 month", SAME, "2027-03-28 01:00"),
        # Autumn 2026 and 2027: at 02:00 clocks go back to 01:00 (times below are UTC)
        ("2026-10-24 11:00", "24 hours", ELAPSED, "2026-10-25 11:00"),
        ("2026-10-24 11:00", "1 day", SAME, "2026-10-25 12:00"),
        (
            "2026-10-24 00:30",
            "1 day",
            SAME,
            "2026-10-25 01:30",
        ),  # happens twice: it is not over until the second
        ("2026-10-24 11:00", "1 day", WITHIN, "2026-10-25 23:59"),
        ("2027-10-30 11:00", "24 hours", ELAPSED, "2027-10-31 11:00"),
        ("2027-10-30 11:00", "1 day", SAME, "2027-10-31 12:00"),
        ("2027-10-31 01:30", "1 day", SAME, "2027-11-01 01:30"),  # from the second 01:30
    ],
)
def test_the_nights_of_the_clock_changes_in_utc(start: str, span: str, rule: Rule, expected: str) -> None:
    end = due(datetime.fromisoformat(f"{start}+00:00"), Span.read(span), rule, OFFICE)
    assert f"{end.astimezone(UTC):%Y-%m-%d %H:%M}" == expected


@pytest.mark.parametrize(
    ("day", "hours"), [("2027-03-28", 23), ("2026-10-25", 25), ("2027-10-31", 25), ("2026-03-29", 23)]
)
def test_a_place_that_never_shuts_is_open_as_long_as_the_day(day: str, hours: int) -> None:
    calendar = Calendar(BANK_HOLIDAYS, hours=ALL_HOURS)
    opening = calendar.openings(datetime.fromisoformat(day).date())
    assert [one.until - one.since for one in opening] == [timedelta(hours=hours)]


@pytest.mark.parametrize(
    ("event", "span", "clear", "roll", "expected"),
    [
        ("2026-11-27 14:00", "5 days", False, None, "2026-11-22 end"),
        ("2026-11-27 14:00", "5 days", False, PREVIOUS, "2026-11-20 end"),
        ("2026-11-27 14:00", "5 days", True, None, "2026-11-21 end"),
        ("2026-11-27 14:00", "5 working days", False, None, "2026-11-20 end"),
        ("2026-11-27 14:00", "5 working days", True, None, "2026-11-19 end"),
        (
            "2026-11-29 14:00",
            "1 working day",
            False,
            None,
            "2026-11-26 end",
        ),  # a Sunday: Friday leaves no day between
        ("2026-12-30 14:00", "1 working day", False, None, "2026-12-24 end"),
        ("2026-03-31 14:00", "1 month", False, None, "2026-02-28 end"),
        ("2028-02-29 14:00", "1 year", False, None, "2027-02-28 end"),
        ("2027-03-01 14:00", "1 term", False, None, "2026-12-18 end"),
        ("2026-11-27 14:00", "48 hours", False, None, "2026-11-25 14:00"),
        ("2026-11-27 10:00", "4 working hours", False, None, "2026-11-26 14:00"),
        ("2026-12-30 10:00", "2 working hours", False, None, "2026-12-24 16:00"),
    ],
)
def test_the_last_moment_for_a_notice(
    event: str, span: str, clear: bool, roll: Roll | None, expected: str
) -> None:
    latest = latest_before(london(event), Span.read(span), OFFICE, clear=clear, roll=roll or Roll.NONE)
    assert shown(latest) == expected
    if not clear:
        assert due(london(event), Span.read(span), Rule.AT_LEAST_BEFORE, OFFICE, roll or Roll.NONE) == latest


def test_a_providers_closure_stops_no_legal_clock() -> None:
    start = london("2026-12-24 12:00")
    assert shown(due(start, Span(1, Unit.WORKING_DAY), WITHIN, OFFICE)) == "2026-12-30 end"
    assert shown(due(start, Span(1, Unit.WORKING_DAY), WITHIN, OFFICE.legal())) == "2026-12-29 end"


def test_subject_access_has_a_month_and_the_next_working_day() -> None:
    start = london("2026-11-27 12:00")
    assert shown(due(start, Span(1, Unit.MONTH), WITHIN, OFFICE.legal(), NEXT)) == "2026-12-29 end"


@pytest.mark.parametrize(
    ("start", "end", "unit", "expected"),
    [
        ("2026-11-20 15:30", "2026-11-21 15:29", Unit.HOUR, 23),
        ("2026-11-20 15:30", "2026-11-23 10:30", Unit.WORKING_HOUR, 3),
        ("2026-11-20 23:59", "2026-11-21 00:00", Unit.DAY, 1),
        ("2026-11-20 12:00", "2026-11-23 12:00", Unit.WORKING_DAY, 1),
        ("2026-11-20 12:00", "2026-12-03 12:00", Unit.WEEK, 1),
        ("2027-01-31 12:00", "2027-02-28 00:00", Unit.MONTH, 1),
        ("2027-01-31 12:00", "2027-02-27 23:00", Unit.MONTH, 0),
        ("2028-02-29 12:00", "2029-02-28 12:00", Unit.YEAR, 1),
        ("2026-11-20 12:00", "2027-03-25 12:00", Unit.TERM, 2),
        ("2026-11-23 12:00", "2026-11-20 12:00", Unit.WORKING_DAY, -1),
    ],
)
def test_how_long_it_has_been(start: str, end: str, unit: Unit, expected: int) -> None:
    assert elapsed(london(start), london(end), unit, OFFICE) == expected


MONDAY_TO_WEDNESDAY = Stretch(london("2026-11-23 12:00"), london("2026-11-25 12:00"))


@pytest.mark.parametrize(
    ("span", "rule", "expected"),
    [
        ("96 hours", ELAPSED, "2026-11-26 15:30"),
        ("5 days", WITHIN, "2026-11-27 end"),
        ("1 month", WITHIN, "2026-12-22 end"),
        ("5 working days", WITHIN, "2026-12-01 end"),
        ("8 working hours", ELAPSED, "2026-11-25 15:30"),
        ("1 working hour", ELAPSED, "2026-11-20 16:30"),  # over before the clock was stopped
    ],
)
def test_a_pause_moves_the_end_by_its_own_length(span: str, rule: Rule, expected: str) -> None:
    start = london("2026-11-20 15:30")
    read = Span.read(span)
    end = due(start, read, rule, OFFICE, pauses=[MONDAY_TO_WEDNESDAY])
    assert shown(end) == expected
    assert elapsed(start, end, read.unit, OFFICE, [MONDAY_TO_WEDNESDAY]) == read.amount


def test_overlapping_pauses_count_once_and_none_before_the_start() -> None:
    until_thursday = Stretch(london("2026-11-24 09:00"), london("2026-11-26 12:00"))
    pauses = [MONDAY_TO_WEDNESDAY, MONDAY_TO_WEDNESDAY, until_thursday]
    early = Stretch(london("2026-11-01 12:00"), london("2026-11-19 12:00"))
    start = london("2026-11-20 15:30")
    assert shown(due(start, Span(5, Unit.DAY), WITHIN, OFFICE, pauses=[*pauses, early])) == "2026-11-28 end"


def test_a_clock_that_is_stopped_says_since_when() -> None:
    one, two, three, four = (london(f"2026-11-2{n} 12:00") for n in range(1, 5))
    assert stops([one, two, four], [three]) == Stops((Stretch(one, three),), four)
    assert stops([], [one]) == Stops()
    assert stops([two], [one, three]) == Stops((Stretch(two, three),))


@pytest.mark.parametrize(
    ("span", "refusal"),
    [
        (Span(1, Unit.WORKING_HOUR), HoursNotSet), (Span(1, Unit.TERM), TermsNotSet),
        (Span(9999, Unit.YEAR), TooFar), (Span(9999, Unit.MONTH), TooFar),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_is_refused_with_a_sentence(span: Span, refusal: type[Refusal]) -> None:
    bare = Calendar(BANK_HOLIDAYS)
    with pytest.raises(refusal):
        due(london("2026-11-20 12:00"), span, WITHIN, bare)


def test_a_place_that_never_opens_is_refused_not_waited_for() -> None:
    never = Calendar(BANK_HOLIDAYS, hours=((),) * 7)
    assert never.next_opening(london("2026-11-20 12:00")) is None
    with pytest.raises(HoursNotSet):
        due(london("2026-11-20 12:00"), Span(1, Unit.WORKING_HOUR), ELAPSED, never)


@pytest.mark.parametrize("span", ["9999 working days", "9999 weeks", "9999 days"])
def test_the_longest_spans_a_policy_can_write_are_counted(span: str) -> None:
    assert due(london("2026-11-20 12:00"), Span.read(span), CLEAR, OFFICE) > london("2050-01-01 12:00")
