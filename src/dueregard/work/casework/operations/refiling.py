"""Putting right what was filed in error: an entry that belongs to another concern, somebody taken for the wrong person.

Each is one step with a reason and can be undone by the same step. Nothing is overwritten: the entry is written anew
where it belongs, under that concern's key, and withdrawn where it stood, whose pages never open its words again.
"""

from datetime import datetime
from uuid import UUID

from ....authority.access.operations import add_party, end_party
from ....authority.access.vocabulary import Capability, Circle
from ....authority.identity.queries import details
from ....ground.audit.operations import turn
from ....ground.crypto.operations import Shut, unseal
from ....ground.kernel.actors import Actor
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ..models import ConcernPerson, Entry, Refiled
from ..rules.people import part_of
from ..verbs import PersonRelinked
from ..vocabulary import OF_A_FILE, EntryKind, Refiling
from .handling import WRITES_THE_RECORD, Hand, seal_words, take_hand
from .moving import write_move
from .naming import ask_why, by_reference
from .persons import replace_row, standing_row
from .restricting import restrict_if_walls_say_so

OF_THE_REPORTER = frozenset(
    {EntryKind.MORE, EntryKind.TOLD, EntryKind.CLOSING, EntryKind.NAME_OPENED, EntryKind.THANKS}
)
"""What whoever reported added or said, the last word to them, and who opened their name, belong to their report: they
stay."""


def move_entry(
    *, concern_id: UUID, entry_id: UUID, reference: str, reason: str, actor: Actor, now: datetime
) -> Entry:
    """Move an entry to the concern with this reference, because it was filed in error; returns it as it stands there.

    The reporter of neither concern reads it afterwards. Raises `BadInput` for a reference the actor can open no concern
    with.
    """
    ask_why(reason)
    with turn(actor=actor, now=now) as t:
        hand = take_hand(t, concern_id, *WRITES_THE_RECORD)
        there = by_reference(t, reference)
        if there.concern.id == concern_id:
            raise BadInput(
                "It is on this record already. Write the reference of the other one.", field="reference"
            )
        entry = _entry(hand, entry_id)
        try:
            words = unseal(entry, "words", hand.concern.account_key)
        except Shut as shut:
            raise BadInput(
                f"{shut.sentence} So nothing can be moved.", who_can_help=shut.who_can_help
            ) from None
        moved = write_move(t, entry, there=there.concern, words=words, reason=reason)
        hand.move()
        there.move()
    return moved


def _entry(hand: Hand, entry_id: UUID) -> Entry:
    rows = Entry.objects.filter(concern=hand.concern, pk=entry_id)
    entry: Entry | None = rows.known(hand.t.moment.known_at).first()
    if entry is None:
        if rows.exists():
            raise OutOfTurn("Somebody has moved this entry already. Look at the record again.")
        raise NothingHere
    if entry.kind in OF_THE_REPORTER:
        raise BadInput(
            "This was written by or for whoever reported, so it stays with their report. Join the two concerns instead."
        )
    if entry.kind == EntryKind.STEPPED_ASIDE:
        raise BadInput("This says that somebody stepped aside from this concern, so it stays with it.")
    if entry.kind in OF_A_FILE:
        raise BadInput(
            "A file stays with the concern it was handed in to, and so does what is said of it. Join the two concerns "
            "instead."
        )
    return entry


def correct_link(
    *,
    concern_id: UUID,
    row_id: UUID,
    person_id: UUID | None,
    reason: str,
    actor: Actor,
    now: datetime,
) -> ConcernPerson:
    """Say that somebody in a concern is not the person of the directory they were taken for, but `person_id`, or nobody
    known yet.

    The old person's part ends and the new one's begins as this returns, and walls with them: the concern leaves the one
    file and stands in the other. A restricted matter stays restricted.
    """
    ask_why(reason)
    with turn(actor=actor, now=now) as t:
        hand = take_hand(t, concern_id, Capability.TRIAGE)
        old = standing_row(t, hand.concern, row_id)
        was = old.person_id
        if was is None:
            raise OutOfTurn("Somebody has undone this link already. Look at the record again.")
        if person_id == was:
            raise BadInput(
                "This is the person it is linked to now. Choose another, or nobody.", field="person"
            )
        if person_id and not details([person_id], t.moment):
            raise NothingHere
        part = part_of(old.part)
        row, kept = replace_row(t, old, person_id=person_id)
        end_party(t, thing_id=concern_id, part=part, person_id=was)
        trace = Refiled(
            concern=hand.concern, way=Refiling.RELINKED, row_id=row.id, recorded_at=t.now, by=actor.written
        )
        promised = seal_words(hand, trace, {"reason": reason})
        trace.save()
        t.record(
            PersonRelinked(row.id),
            hand.subject,
            stream=Circle(hand.concern.circle).stream,
            commitments=[kept, promised],
        )
        if person_id:
            add_party(t, thing_kind="concern", thing_id=concern_id, part=part, person_id=person_id)
            restrict_if_walls_say_so(t, hand.concern, part, person_id)
        hand.move()
    return row
