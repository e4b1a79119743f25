"""What a reporter was promised: an anonymous one no name, and no time finer than the hour, in rows, ids or the
ledger; one whose name is kept apart no name where a handler could read it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from ....authority.access.vocabulary import Part
from ....ground.jobs.rules import hour_of
from ....ground.kernel.actors import Actor
from ....ground.kernel.ids import blurred
from ..models import Concern


@contextmanager
def time_kept(now: datetime, *, anonymous: bool) -> Iterator[datetime | None]:
    """The coarser time that alone may be kept of something a reporter does: its hour, or None where any may be."""
    if not anonymous:
        yield None
        return
    hour = hour_of(now)
    with blurred(hour):
        yield hour


def stands_as(concern: Concern, part: Part, actor: Actor) -> Actor:
    """Whom rows and the ledger name for what `actor` does with their own report: nobody, for a name kept apart.

    Who that was lies with the name, under its key; whoever wrote it down for somebody stays named.
    """
    return Actor.outsider() if concern.raiser_apart and part is Part.RAISER else actor
