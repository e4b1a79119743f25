"""The rows of an entry's move from the record it was filed on in error: written when somebody moves it and, from the
register, after a restore."""

from uuid import UUID

from ....authority.access.vocabulary import Circle
from ....ground.audit.operations import Subject, Turn
from ....ground.audit.promising import promise
from ....ground.audit.vocabulary import Stream
from ....ground.kernel.canonical import canonical_json
from ....ground.kernel.ids import uuid7
from ..models import Concern, Entry, Refiled
from ..verbs import EntryFiledHere, EntryMoved, EntryMovedAway
from ..vocabulary import EntryKind, Refiling


def write_move(
    t: Turn, entry: Entry, *, there: Concern, words: str, reason: str, came: UUID | None = None
) -> Entry:
    """Write the entry anew on the record it belongs to, and withdraw it where it stood, in the caller's transaction.

    When it happened stays, and no reporter reads it. `came`: under which id, when it had one before a restore.
    """
    moved = Entry(
        id=came or uuid7(),
        concern=there,
        kind=EntryKind.NOTE if entry.for_reporter else entry.kind,
        happened_at=entry.happened_at,
        happened_to_the=entry.happened_to_the,
        recorded_at=t.now,
        by=t.actor.written,
    )
    kept = promise(moved, "words", words, there.account_key)
    moved.save()
    withdraw_entry(t, entry, to=there)
    before = Refiled.objects.filter(row_id=entry.id, way=Refiling.HERE).first()
    here = Refiled(
        concern=there,
        way=Refiling.HERE,
        row_id=moved.id,
        elsewhere=entry.concern,
        first_written_at=before.first_written_at if before else entry.recorded_at,
        first_written_by=before.first_written_by if before else entry.by,
        recorded_at=t.now,
        by=t.actor.written,
    )
    promised = promise(here, "words", canonical_json({"reason": reason}).decode(), there.account_key)
    here.save()
    t.record(
        EntryFiledHere(moved.id),
        Subject("concern", there.id),
        stream=Circle(there.circle).stream,
        effective=moved.happened_at,
        commitments=[kept, promised],
    )
    both = EntryMoved(entry.id, moved.id, there.id)
    t.record(both, Subject("concern", entry.concern_id), stream=of_both(entry.concern, there))
    return moved


def withdraw_entry(t: Turn, entry: Entry, *, to: Concern | None) -> None:
    """Let an entry stand on its record no more, in the caller's transaction; a trace stays, without a word of it.
    `to`: where it went, if that record is there."""
    gone = Entry(
        concern=entry.concern,
        kind=entry.kind,
        happened_at=entry.happened_at,
        happened_to_the=entry.happened_to_the,
        replaces=entry,
        withdrawn=True,
        recorded_at=t.now,
        by=t.actor.written,
    )
    promise(gone, "words", canonical_json({}).decode(), entry.concern.account_key)
    gone.save()
    Refiled(
        concern=entry.concern,
        way=Refiling.AWAY,
        row_id=entry.id,
        elsewhere=to,
        recorded_at=t.now,
        by=t.actor.written,
    ).save()
    t.record(
        EntryMovedAway(entry.id),
        Subject("concern", entry.concern_id),
        stream=Circle(entry.concern.circle).stream,
    )


def of_both(first: Concern, second: Concern) -> Stream:
    """Where an entry about two concerns is written: in the restricted stream as soon as one of the two lies there."""
    circles = {Circle(first.circle), Circle(second.circle)}
    return (Circle.SEALED if Circle.SEALED in circles else Circle.OPEN).stream
