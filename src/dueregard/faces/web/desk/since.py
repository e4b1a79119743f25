"""Since when a concern is new to somebody: since they signed in the last time, or since Friday."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.http import HttpRequest

from ....ground.kernel.moments import from_london, london_day

_BEFORE = "before"
"""The session's key for when its account had signed in before, in seconds since 1970."""
_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Since:
    """An instant, and how exactly one says it: to the "minute" or to the "day"."""

    at: datetime
    to_the: str


def note_before(request: HttpRequest, before: datetime | None) -> None:
    """Keep with a new session when its account had signed in before."""
    if before:
        request.session[_BEFORE] = before.timestamp()


def new_since(request: HttpRequest, now: datetime) -> Since:
    """Since when things are new; for whoever never signed in before, since the morning of the last Friday before
    today."""
    before = request.session.get(_BEFORE)
    if before is not None:
        return Since(datetime.fromtimestamp(before, UTC), "minute")
    today = london_day(now)
    friday = today - timedelta(days=(today.weekday() - _FRIDAY) % 7 or 7)
    return Since(from_london(friday, time()), "day")
