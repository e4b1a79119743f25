"""Of which days readings are still to be kept."""

from datetime import date, datetime, timedelta

from ....ground.kernel.moments import end_of_day, london_day

SETTLED_AFTER = timedelta(minutes=15)
"""Somebody who waits for a turn may still be writing what the clock said was before midnight."""
FURTHEST_BACK = 14
"""Days that are made up for at a time when nothing ran; the records of each are read as at its end."""


def to_keep(last: date | None, now: datetime) -> list[date]:
    """The days that are over and were not kept since `last`, the earliest first; without any, the last one."""
    yesterday = london_day(now) - timedelta(days=1)
    if now < end_of_day(yesterday) + SETTLED_AFTER:
        yesterday -= timedelta(days=1)
    first = last + timedelta(days=1) if last else yesterday
    first = max(first, yesterday - timedelta(days=FURTHEST_BACK - 1))
    return [first + timedelta(days=n) for n in range((yesterday - first).days + 1)]
