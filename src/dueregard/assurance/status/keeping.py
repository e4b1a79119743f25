"""Keeping how every clause stands, day by day."""

from datetime import datetime
from uuid import UUID

from ...authority.policy.queries import shelf
from ...ground.audit.operations import Subject, Turn, turn
from ...ground.audit.vocabulary import Stream
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment, london_day
from .models import KeptReading
from .past import kept_on, last_kept
from .queries import clauses
from .rules.days import to_keep
from .rules.documents import digest, write
from .vocabulary import ReadingKept


def keep_days(*, actor: Actor, now: datetime) -> int:
    """Keep a reading of each day that is over and has none, of both circles; returns how many were written."""
    return sum(keep_reading(Moment.end_of(day), actor=actor, now=now) for day in to_keep(last_kept(), now))


def keep_reading(moment: Moment, *, actor: Actor, now: datetime) -> int:
    """Keep how every clause stands at a moment that is not to come, of both circles; returns how many were written.

    Of a day there is one reading. Read again it is replaced, and only where it differs or was read before the day was
    over. Without a policy in force there is nothing to keep.
    """
    if moment.as_at > now:
        raise ValueError("nobody knows yet how it will stand")
    if not shelf(moment).editions:
        return 0
    # Outside the turn: nothing that is written from now on was known at the moment.
    texts = {circle: write(clauses(moment, circle=circle)) for circle in Stream}
    with turn(actor=actor, now=now) as t:
        return sum(_keep(t, circle, moment.as_at, text) for circle, text in texts.items())


def _keep(t: Turn, circle: Stream, as_at: datetime, text: str) -> bool:
    standing = kept_on(london_day(as_at), circle)
    if standing and (standing.as_at > as_at or (standing.as_at == as_at and standing.text == text)):
        return False
    row = KeptReading(
        circle=circle,
        day=london_day(as_at),
        as_at=as_at,
        text=text,
        digest=digest(text),
        replaces=standing,
        recorded_at=t.now,
        by=t.actor.written,
    )
    row.save()
    said = ReadingKept(row.day, UUID(row.digest[:32]))
    t.record(said, Subject("kept-reading", row.id), stream=circle, effective=as_at)
    return True
