"""Time as records know it: two times on every fact, and the moment at which a question is asked.

We store UTC and speak London time. A `Moment` says *as at* when, and *known by* when.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from .refusals import BadInput

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Moment:
    """When a question is about (`as_at`) and what was known by then (`known_at`); both aware."""

    as_at: datetime
    known_at: datetime

    @classmethod
    def now(cls, now: datetime) -> Self:
        """As things are, as far as we know."""
        return cls(now, now)

    @classmethod
    def end_of(cls, day: date) -> Self:
        """As at, and as known at, the end of `day` in London: what `--at` means."""
        at = end_of_day(day)
        return cls(at, at)


def utc_now() -> datetime:
    """The machine's clock. Only faces and the worker call it; everything below is handed a time."""
    return datetime.now(UTC)


def end_of_day(day: date) -> datetime:
    """The last microsecond of `day` in London, in UTC."""
    midnight = datetime.combine(day + timedelta(days=1), time(), LONDON)
    return midnight.astimezone(UTC) - timedelta(microseconds=1)


def london_day(at: datetime) -> date:
    """The London date on which `at` falls."""
    return at.astimezone(LONDON).date()


def from_london(day: date, clock: time, *, later: bool | None = None) -> datetime:
    """Turn a London wall time into UTC.

    Raises `BadInput` for a time that does not exist (the clocks went forward) and, when `later` is None, for one that
    happened twice (the clocks went back); `later` chooses which.
    """
    first = datetime.combine(day, clock, LONDON)
    if first.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) != first.replace(tzinfo=None):
        raise BadInput(
            f"{clock:%H:%M} did not exist on {day:%d %B %Y}: the clocks went forward that night.",
            field="time",
        )
    second = first.replace(fold=1)
    if first.utcoffset() != second.utcoffset() and later is None:
        raise BadInput(
            f"{clock:%H:%M} happened twice on {day:%d %B %Y}, when the clocks went back. Say which one you mean.",
            field="time",
        )
    return (second if later else first).astimezone(UTC)
