"""Days: from when a duty runs whose last day is known already, and how a reading says a day."""

from datetime import date, datetime, time

from ....authority.policy.values.time import Rule, Span, Time, Unit
from ....ground.kernel.moments import from_london

_NOON = time(12)


def counted(since: date, by: date) -> tuple[datetime, Time]:
    """From when, and how long."""
    days = (by - since).days
    if days < 1:
        return from_london(by, _NOON), Time(Span(1, Unit.DAY), Rule.BY_END_OF)
    return from_london(since, _NOON), Time(Span(days, Unit.DAY), Rule.WITHIN)


def said_day(day: date) -> str:
    """As a reading says it."""
    return f"{day.day} {day:%B %Y}"
