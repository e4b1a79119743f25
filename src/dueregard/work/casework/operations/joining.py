"""Joining two concerns that are one matter, parting them again, and reading a matter in one place.

Joining moves nothing: each concern keeps its state, its people, its circle and its clocks under its own policies. So an
open concern that is joined to a restricted one stands in every list and figure as it did before.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ....authority.access.vocabulary import Circle
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.audit.promising import promise
from ....ground.audit.vocabulary import Read
from ....ground.crypto.operations import Shut, make_data_key, unseal
from ....ground.kernel.actors import Actor
from ....ground.kernel.ids import uuid7
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ..models import Concern, JoinedConcern
from ..queries.joined import joinings, matter_of
from ..verbs import ConcernsJoined, ConcernsParted
from .handling import WRITES_THE_RECORD, take_hand
from .moving import of_both
from .naming import ask_why, by_reference
from .reading import File, open_file


@dataclass(frozen=True, slots=True)
class Joining:
    """Two concerns are one matter: which, who said so, and why."""

    row: JoinedConcern
    reason: str


@dataclass(frozen=True, slots=True)
class Matter:
    """Concerns that are one matter, as far as its reader may see: the one asked for first, and what joins them."""

    files: tuple[File, ...]
    joinings: tuple[Joining, ...]


def join_concerns(
    *, concern_id: UUID, reference: str, reason: str, actor: Actor, now: datetime
) -> JoinedConcern:
    """Say that a concern and the one with this reference are one matter, and why.

    Raises `BadInput` for a reference the actor can open no concern with: the same for one that is not there.
    """
    ask_why(reason)
    with turn(actor=actor, now=now) as t:
        hand = take_hand(t, concern_id, *WRITES_THE_RECORD)
        other = by_reference(t, reference)
        if other.concern.id == concern_id:
            raise BadInput(
                "This is the same concern. Write the reference of the other one.", field="reference"
            )
        before = last_joining(hand.concern, other.concern)
        if before is not None and not before.parted:
            raise OutOfTurn("These two are joined already. Nothing was changed.")
        return write_joining(t, hand.concern, other.concern, reason=reason, before=before, parted=False)


def part_concerns(
    *, concern_id: UUID, other_id: UUID, reason: str, actor: Actor, now: datetime
) -> JoinedConcern:
    """Say that two joined concerns are two matters after all, and why."""
    ask_why(reason)
    with turn(actor=actor, now=now) as t:
        hand = take_hand(t, concern_id, *WRITES_THE_RECORD)
        other = take_hand(t, other_id, *WRITES_THE_RECORD)
        before = last_joining(hand.concern, other.concern)
        if before is None:
            raise NothingHere
        if before.parted:
            raise OutOfTurn("Somebody has taken these two apart already. Nothing was changed.")
        return write_joining(t, hand.concern, other.concern, reason=reason, before=before, parted=True)


def read_matter(*, concern_id: UUID, actor: Actor, now: datetime) -> Matter:
    """Log that `actor` reads a concern and those it is joined with, each in its own circle; then open their words."""
    with turn(actor=actor, now=now, always=True) as t:
        today = t.moment
        hand = take_hand(t, concern_id, for_a_while=True)
        hands = [
            hand,
            *(take_hand(t, one, for_a_while=True) for one in matter_of(concern_id, hand.who, today)[1:]),
        ]
        for each in hands:
            t.record(Read((each.concern.id,)), each.subject, stream=Circle(each.concern.circle).stream)
    ids = {each.concern.id for each in hands}
    rows = joinings(ids, today).filter(one__in=ids, other__in=ids).select_related("key")
    return Matter(
        tuple(open_file(each.concern, today) for each in hands),
        tuple(Joining(row, _reason(row)) for row in rows),
    )


def last_joining(first: Concern, second: Concern) -> JoinedConcern | None:
    """What was said last of these two, joined or parted; None when nothing ever was."""
    one, other = sorted((first.id, second.id))
    rows = JoinedConcern.objects.filter(one=one, other=other).order_by("-recorded_at", "-id")
    found: JoinedConcern | None = rows.first()
    return found


def write_joining(
    t: Turn,
    concern: Concern,
    other: Concern,
    *,
    reason: str,
    before: JoinedConcern | None,
    parted: bool,
    own: UUID | None = None,
) -> JoinedConcern:
    """Store the row, and one entry about `concern`, in the caller's transaction. `own`: under which id, when it had one
    before a restore."""
    first, second = sorted((concern, other), key=lambda one: one.id)
    row = JoinedConcern(
        id=own or uuid7(),
        one=first,
        other=second,
        parted=parted,
        key=make_data_key("joining", now=t.now),
        replaces=before,
        recorded_at=t.now,
        by=t.actor.written,
    )
    promised = promise(row, "words", reason, row.key)
    row.save()
    verb = (ConcernsParted if parted else ConcernsJoined)(row.id, other.id)
    t.record(verb, Subject("concern", concern.id), stream=of_both(first, second), commitments=[promised])
    return row


def _reason(row: JoinedConcern) -> str:
    try:
        return unseal(row, "words", row.key)
    except Shut as shut:
        return shut.sentence
