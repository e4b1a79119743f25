"""The day after somebody was let in again: what they read is shown to the others, and their walls are wider."""

from datetime import datetime
from uuid import UUID

from ...ground.audit.operations import Subject, Turn
from ...ground.jobs.occasions import announce
from ...ground.kernel.moments import Moment
from .models import Readmission
from .queries import rows_of
from .rules import CODE_GOOD_FOR, WATCHED_FOR
from .vocabulary import Readmitted, WallsMove


def is_watched(person_id: UUID, moment: Moment) -> bool:
    """Whether somebody was let in again less than a day ago."""
    own = rows_of(person_id, moment)
    return any(row.person_id in own for row in Readmission.at(moment))


def readmissions(moment: Moment, *, ended_since: datetime | None = None) -> tuple[Readmission, ...]:
    """Who is watched at the moment, the latest first; with `ended_since` those too whose day ended after that."""
    rows = Readmission.known_at(moment.known_at)
    last = ended_since or moment.as_at
    return tuple(sorted((r for r in rows if r.until > last), key=lambda row: row.since, reverse=True))


def begin_watch(t: Turn, person_id: UUID, voucher_id: UUID) -> None:
    """Write that somebody was vouched for, in the caller's transaction: the day begins when they come in, and until
    then this stands as long as the code can be used and a day more."""
    row = Readmission(
        person_id=person_id,
        voucher_id=voucher_id,
        since=t.now,
        until=t.now + CODE_GOOD_FOR + WATCHED_FOR,
        recorded_at=t.now,
        by=t.actor.written,
    )
    row.save()
    _record(t, row)
    announce(WallsMove(row.since), t)


def begin_day(t: Turn, person_id: UUID) -> None:
    """Write that somebody who was vouched for came in, in the caller's transaction; nothing for everybody else."""
    own = rows_of(person_id, t.moment)
    for row in [row for row in Readmission.at(t.moment) if row.person_id in own]:
        after = row.successor(until=t.now + WATCHED_FOR, recorded_at=t.now, by=t.actor.written)
        after.save()
        _record(t, after)


def _record(t: Turn, row: Readmission) -> None:
    verb = Readmitted(row.person_id, row.voucher_id)
    t.record(verb, Subject("readmission", row.id), effective=row.since)
