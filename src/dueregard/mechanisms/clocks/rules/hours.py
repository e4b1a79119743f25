"""Counting working hours: time passes only while the place is open."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from ....ground.kernel.moments import london_day
from .calendars import ONE_DAY, Calendar, HoursNotSet, Stretch

NOTHING = timedelta()
_LONGEST_CLOSED = 400


def after_open_time(start: datetime, length: timedelta, calendar: Calendar) -> datetime:
    """The instant at which the place has been open for `length` since `start`; raises `HoursNotSet`."""
    left = length
    for stretch in _openings(start, calendar, step=ONE_DAY):
        since = max(start, stretch.since)
        if stretch.until - since >= left:
            return since + left
        left -= max(stretch.until - since, NOTHING)
    raise AssertionError("openings go on until they are refused")


def before_open_time(end: datetime, length: timedelta, calendar: Calendar) -> datetime:
    """The last instant from which the place will have been open for `length` by `end`; raises `HoursNotSet`."""
    left = length
    for stretch in _openings(end, calendar, step=-ONE_DAY):
        until = min(end, stretch.until)
        if until - stretch.since >= left:
            return until - left
        left -= max(until - stretch.since, NOTHING)
    raise AssertionError("openings go on until they are refused")


def open_time(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """How long the place is open between two instants; raises `HoursNotSet`."""
    total, day = NOTHING, london_day(start)
    while day <= london_day(end):
        for stretch in calendar.openings(day):
            total += max(min(end, stretch.until) - max(start, stretch.since), NOTHING)
        day += ONE_DAY
    return total


def _openings(at: datetime, calendar: Calendar, *, step: timedelta) -> Iterator[Stretch]:
    """Every opening from the day of `at` on, or back; refused once the place has been shut for over a year."""
    day, shut = london_day(at), 0
    while shut < _LONGEST_CLOSED:
        openings = calendar.openings(day)
        yield from openings if step > NOTHING else reversed(openings)
        shut = 0 if openings else shut + 1
        day += step
    raise HoursNotSet("By its opening hours this place never opens, so working hours cannot be counted.")
