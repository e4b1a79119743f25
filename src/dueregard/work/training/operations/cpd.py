"""Writing down what one learnt of one's own accord, and taking it back. Nobody does it for another."""

from datetime import date, datetime
from uuid import UUID

from ....authority.access.queries import rows_of
from ....ground.audit.operations import Subject, turn
from ....ground.audit.promising import promise
from ....ground.crypto.operations import make_data_key
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import BadInput, NothingHere
from ..models import CpdEntry
from ..vocabulary import CpdTakenBack, CpdWritten

MOST_MINUTES = 24 * 60
"""In one entry: what lasted longer has a day for each."""


def write_cpd(
    *, done_on: date, minutes: int, what: str, actor: Actor, now: datetime, changed: str = ""
) -> CpdEntry:
    """Write down what one learnt: on which day, for how many minutes, and what it changed.

    Raises `BadInput` for a day that has not come, a time that is none, and for nothing learnt.
    """
    if actor.person_id is None:
        raise NothingHere
    if not what.strip():
        raise BadInput("Say what you learnt.", field="what")
    if not 1 <= minutes <= MOST_MINUTES:
        raise BadInput(f"Write between 1 and {MOST_MINUTES:,} minutes.", field="minutes")
    with turn(actor=actor, now=now) as t:
        if done_on > london_day(t.now):
            raise BadInput("That day has not come yet. Give the day on which you did it.", field="done_on")
        key = make_data_key("cpd", now=t.now)
        row = CpdEntry(
            person_id=actor.person_id,
            done_on=done_on,
            minutes=minutes,
            key=key,
            recorded_at=t.now,
            by=actor.written,
        )
        words = {"what": what.strip(), "changed": changed.strip()}
        promised = [promise(row, column, said, key) for column, said in words.items() if said]
        row.save()
        t.record(CpdWritten(row.id), Subject("person", row.person_id), commitments=promised)
    return row


def take_back_cpd(*, entry_id: UUID, actor: Actor, now: datetime) -> None:
    """Take back what one wrote oneself. Raises `NothingHere` for another's, and for what was taken back."""
    with turn(actor=actor, now=now) as t:
        row = CpdEntry.objects.known(t.now).filter(pk=entry_id).first()
        own = rows_of(actor.person_id, t.moment) if actor.person_id else frozenset()
        if row is None or row.person_id not in own:
            raise NothingHere
        gone = row.successor(
            recorded_at=t.now, by=actor.written, withdrawn=True, key_id=None, what=None, changed=None
        )
        gone.save()
        t.record(CpdTakenBack(gone.id), Subject("person", row.person_id))
