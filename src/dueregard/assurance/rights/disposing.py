"""Disposing of a record: a second person agrees, and in the same moment every key is destroyed."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ...authority.access.queries import rows_of
from ...authority.access.vocabulary import Circle
from ...ground.audit.operations import Subject, Turn, turn
from ...ground.audit.vocabulary import Stream
from ...ground.backups.nightly import held_until
from ...ground.kernel.actors import Actor
from ...ground.kernel.ids import uuid7
from ...ground.kernel.moments import london_day
from ...ground.kernel.rulings import deny
from ...work.casework.models import Concern
from ...work.casework.operations.disposing import Things, dispose_of_record, things_in
from ...work.casework.operations.handling import Hand
from .choosing import still_waiting
from .filing import check_reason, deciding_hand
from .keeping_words import Came, RecordClass, RecordDisposedOf, Why
from .models import Disposal, Look
from .queries.keeping import Kept, kept_of
from .reviewing import write_look


def agree(*, concern_id: UUID, look_id: UUID, actor: Actor, now: datetime) -> Disposal:
    """Agree that a record goes, as the second person: it goes in the same transaction.

    Raises `NothingHere`; `NotPermitted` for whoever wrote that it goes; `OutOfTurn` when that was answered, taken back
    or is too long ago, when the matter goes on again, or something holds it.
    """
    with turn(actor=actor, now=now) as t:
        hand = deciding_hand(t, concern_id)
        found = kept_of(hand.concern, t.moment)
        look = still_waiting(found, look_id)
        if hand.who.person_id in rows_of(look.looker_id, t.moment):
            deny("You wrote that this goes. Somebody else has to agree.").enforce(
                who_can_help="Anybody else who decides on this record can. Whoever gives posts can give somebody one."
            )
        return _dispose(hand, found, look)


def disagree(*, concern_id: UUID, look_id: UUID, reason: str, actor: Actor, now: datetime) -> Look:
    """Say that a record stays; whoever wrote that it goes takes that back. It comes up again as before.

    Raises as `agree`, and `BadInput` without reasons.
    """
    check_reason(reason)
    with turn(actor=actor, now=now) as t:
        hand = deciding_hand(t, concern_id)
        found = kept_of(hand.concern, t.moment)
        still_waiting(found, look_id)
        return write_look(hand, found, Came.NOT, reason)


def _dispose(hand: Hand, found: Kept, look: Look) -> Disposal:
    t, concern = hand.t, hand.concern
    gone = Gone(
        uuid7(),
        found.lasts.record_class,
        Why(look.why),
        found.due.on,
        look.looker_id,
        hand.who.person_id,
        things_in(concern.id),
        held_until(london_day(t.now)),
        t.now,
    )
    dispose_of_record(t, concern)
    return write_disposal(t, concern, gone)


@dataclass(frozen=True, slots=True)
class Gone:
    """What is written down of a record that goes, or that a restore disposes of again."""

    id: UUID
    record_class: RecordClass
    why: Why
    due_on: date | None
    first: UUID
    second: UUID
    things: Things
    held_until: date | None
    disposed_at: datetime


def write_disposal(t: Turn, concern: Concern, gone: Gone) -> Disposal:
    """Store what a certificate says, and one lasting entry that says the same, in the caller's turn."""
    row = Disposal(
        id=gone.id,
        concern=concern,
        record_class=gone.record_class,
        why=gone.why,
        due_on=gone.due_on,
        disposed_at=gone.disposed_at,
        first_id=gone.first,
        second_id=gone.second,
        entries=gone.things.entries,
        files=gone.things.files,
        letters=gone.things.letters,
        people=gone.things.people,
        held_until=gone.held_until,
        recorded_at=t.now,
        by=t.actor.written,
    )
    row.save()
    verb = RecordDisposedOf(
        disposal=gone.id,
        record_class=gone.record_class,
        why=gone.why,
        due_on=gone.due_on,
        first=gone.first,
        second=gone.second,
        entries=gone.things.entries,
        files=gone.things.files,
        letters=gone.things.letters,
        people=gone.things.people,
        held_until=gone.held_until,
    )
    stream: Stream = Circle(concern.circle).stream
    t.record(verb, Subject("concern", concern.id), stream=stream, effective=gone.disposed_at)
    return row
