"""What an anonymous reporter was promised: no name, and no time finer than the hour, in rows, ids or the ledger."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from ....ground.jobs.rules import hour_of
from ....ground.kernel.ids import blurred


@contextmanager
def time_kept(now: datetime, *, anonymous: bool) -> Iterator[datetime | None]:
    """The coarser time that alone may be kept of something a reporter does: its hour, or None where any may be."""
    if not anonymous:
        yield None
        return
    hour = hour_of(now)
    with blurred(hour):
        yield hour
