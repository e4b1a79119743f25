"""Measures of time: when something is due, the last moment for a notice, and how long it has been.

Hours are counted by the clock, so 24 hours over a clock change are still 24 hours; working hours pass only while the
place is open. Everything longer is counted in London days and ends with the last of them, unless the rule says the same
time of day or so much time by the clock.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from ....authority.policy.values.time import Roll, Rule, Span, Unit
from ....ground.kernel.moments import LONDON, end_of_day, london_day
from .calendars import Calendar, Stretch, TermsNotSet
from .days import (
    last_day,
    last_day_before,
    months_between,
    moved,
    nth_working_day,
    working_days_between,
)
from .hours import after_open_time, before_open_time, open_time
from .pauses import joined, overlap
from .wall import at_wall_time, wall_clock

_HOURS = {Unit.HOUR: 1, Unit.DAY: 24, Unit.WEEK: 168}
_KEEPS_TIME_OF_DAY = {Rule.ELAPSED, Rule.SAME_WALL_TIME}
_HOUR = timedelta(hours=1)


def due(
    start: datetime,
    span: Span,
    rule: Rule,
    calendar: Calendar,
    roll: Roll = Roll.NONE,
    pauses: Iterable[Stretch] = (),
) -> datetime:
    """The last instant, in UTC, at which something is in time that is owed from `start`; late is after it.

    Each pause moves the end by its own length: in hours for hours, in working days for working days, else in days.
    Under `AT_LEAST_BEFORE` the anchor is the event itself, and this is `latest_before`. Pass `calendar.legal()` for a
    clock that the law sets. Raises `HoursNotSet`, `TermsNotSet` or `TooFar`.
    """
    if rule is Rule.AT_LEAST_BEFORE:
        return latest_before(start, span, calendar, roll=roll)
    stood = joined(pauses, since=start)
    if span.unit is Unit.WORKING_HOUR:
        end = _after_working_hours(start, span, calendar, stood)
    elif span.unit is Unit.HOUR or (rule is Rule.ELAPSED and span.unit in _HOURS):
        end = _by_the_clock(start, span, rule, stood)
    else:
        end = _by_the_day(start, span, rule, calendar, stood)
    return _rolled(end, roll, calendar, not_before=start)


def latest_before(
    event: datetime, span: Span, calendar: Calendar, *, clear: bool = False, roll: Roll = Roll.NONE
) -> datetime:
    """The last instant, in UTC, that is at least the span before an event: the end of a day, unless in hours.

    The event's own day is not counted; `clear` leaves out the day of the notice as well. Raises as `due`.
    """
    if span.unit is Unit.HOUR:
        latest = event - span.amount * _HOUR
    elif span.unit is Unit.WORKING_HOUR:
        latest = before_open_time(event, span.amount * _HOUR, calendar)
    else:
        latest = end_of_day(last_day_before(london_day(event), span, calendar, clear=clear))
    return _rolled(latest, roll, calendar)


def elapsed(
    start: datetime, end: datetime, unit: Unit, calendar: Calendar, pauses: Iterable[Stretch] = ()
) -> int:
    """How many whole units lie between two instants, pauses left out; negative when the end comes first.

    Days, working days and longer are counted by London dates, the day of the start not counted: reported on Monday,
    looked at on Tuesday is 1. Raises `HoursNotSet` for working hours.
    """
    if end < start:
        return -elapsed(end, start, unit, calendar, pauses)
    stood = overlap(joined(pauses), start, end)
    if unit in (Unit.HOUR, Unit.WORKING_HOUR):
        still = sum((_passing(one.since, one.until, unit, calendar) for one in stood), timedelta())
        return (_passing(start, end, unit, calendar) - still) // _HOUR
    first, last = london_day(start), london_day(end)
    if unit is Unit.WORKING_DAY:
        return working_days_between(first, last, calendar) - sum(
            _working_days(one, calendar) for one in stood
        )
    last -= timedelta(days=sum(map(_days, stood)))
    match unit:
        case Unit.MONTH:
            return months_between(first, last)
        case Unit.YEAR:
            return months_between(first, last) // 12
        case Unit.TERM:
            return _terms(first, last, calendar)
        case _:
            return (last - first).days // (7 if unit is Unit.WEEK else 1)


def _by_the_clock(start: datetime, span: Span, rule: Rule, stood: tuple[Stretch, ...]) -> datetime:
    hours = span.amount * _HOURS[span.unit] * _HOUR
    if rule is Rule.SAME_WALL_TIME:
        shown = start.astimezone(LONDON).replace(tzinfo=None) + hours
        end = at_wall_time(shown.date(), shown.time(), later=True)
    else:
        end = start + hours
    return _later_by_each(end, stood, lambda at, one: at + (one.until - one.since))


def _after_working_hours(
    start: datetime, span: Span, calendar: Calendar, stood: tuple[Stretch, ...]
) -> datetime:
    def later(at: datetime, one: Stretch) -> datetime:
        lost = open_time(one.since, one.until, calendar)
        return after_open_time(at, lost, calendar) if lost else at

    return _later_by_each(after_open_time(start, span.amount * _HOUR, calendar), stood, later)


def _by_the_day(
    start: datetime, span: Span, rule: Rule, calendar: Calendar, stood: tuple[Stretch, ...]
) -> datetime:
    first = london_day(start)
    last = last_day(first, span, rule, calendar)
    keeps = rule in _KEEPS_TIME_OF_DAY and _has_that_time_of_day(first, last, span.unit, calendar)

    def ends(day: date) -> datetime:
        return at_wall_time(day, wall_clock(start), later=True) if keeps else end_of_day(day)

    for one in stood:
        if one.since >= ends(last):
            break
        if span.unit is Unit.WORKING_DAY:
            last = nth_working_day(last, _working_days(one, calendar), calendar)
        else:
            last += timedelta(days=_days(one))
    return ends(last)


def _has_that_time_of_day(first: date, last: date, unit: Unit, calendar: Calendar) -> bool:
    """Whether the last day is a day like the first; if not, it counts to its end.

    A Saturday has no time of a working day, the 31st none of a month with 30 days.
    """
    match unit:
        case Unit.WORKING_DAY:
            return calendar.is_working_day(first)
        case Unit.MONTH | Unit.YEAR:
            return first.day == last.day
        case Unit.TERM:
            return False
        case _:
            return True


def _later_by_each(
    end: datetime, stood: tuple[Stretch, ...], later: Callable[[datetime, Stretch], datetime]
) -> datetime:
    for one in stood:
        if one.since >= end:
            break
        end = later(end, one)
    return end


def _rolled(end: datetime, roll: Roll, calendar: Calendar, *, not_before: datetime | None = None) -> datetime:
    """An end on a day nobody works is moved to the end of another, as `moved` says."""
    day = london_day(end)
    to = moved(day, roll, calendar, not_before=london_day(not_before) if not_before else None)
    return end if to == day else end_of_day(to)


def _passing(since: datetime, until: datetime, unit: Unit, calendar: Calendar) -> timedelta:
    return open_time(since, until, calendar) if unit is Unit.WORKING_HOUR else until - since


def _days(one: Stretch) -> int:
    return (london_day(one.until) - london_day(one.since)).days


def _working_days(one: Stretch, calendar: Calendar) -> int:
    return working_days_between(london_day(one.since), london_day(one.until), calendar)


def _terms(first: date, last: date, calendar: Calendar) -> int:
    if not calendar.terms or calendar.terms[-1].last < last:
        raise TermsNotSet
    return sum(first < term.last <= last for term in calendar.terms)
