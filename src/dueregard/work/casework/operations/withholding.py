"""Opening a file of a concern, saying that one must not be opened, and writing down what the police said of it.

Whoever may see the record opens the washed copy; that they did is written down first. Possessing, copying or showing a
sexual picture of somebody under 18 is an offence, also for staff (Protection of Children Act 1978; UKCIS, *Sharing
nudes and semi-nudes*), and so may be possessing what is useful to terrorists (Terrorism Act 2000, section 58). So what
is such a thing is not looked at to make sure: it is shut at a word, for good, and the police say what happens to it.
"""

from datetime import datetime
from uuid import UUID

from ....authority.access.vocabulary import Circle
from ....ground.audit.operations import turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ....mechanisms.files.models import StoredFile
from ....mechanisms.files.operations.opening import Copy, open_copy
from ....mechanisms.files.operations.withholding import must_not_be_opened
from ....mechanisms.files.queries import file_with, standing_of
from ....mechanisms.files.vocabulary import State
from ..models import Entry
from ..verbs import EntryAdded
from ..vocabulary import EntryKind, Precision
from .attaching import CONCERN
from .handling import WRITES_THE_RECORD, Hand, seal_words, take_hand


def open_attached(*, concern_id: UUID, file_id: UUID, actor: Actor, now: datetime) -> Copy:
    """The copy of a file that is safe to open. Raises `NothingHere` for everybody who may not see the concern, whether
    there is such a file or not; else as `open_copy`."""
    with turn(actor=actor, now=now, always=True) as t:
        file_of(take_hand(t, concern_id, for_a_while=True), file_id)
        return open_copy(t, file_id)


def withhold(
    *, concern_id: UUID, file_id: UUID, reason: str, reference: str, actor: Actor, now: datetime
) -> Entry:
    """Say that a file must not be opened: from now on by nobody, and there is no way back. The copy goes, the original
    stays sealed. `reference`: of the police, when they have given one."""
    if not reason.strip():
        raise BadInput("Say in a sentence what you think it is. Do not describe it.", field="reason")
    with turn(actor=actor, now=now) as t:
        hand = take_hand(t, concern_id, *WRITES_THE_RECORD, for_a_while=True)
        file_of(hand, file_id)
        if not must_not_be_opened(t, file_id):
            raise OutOfTurn("This has been said of the file already. Look at the record again.")
        return _write(hand, file_id, EntryKind.NOT_OPENED, {"reason": reason, "reference": reference})


def police_said(
    *, concern_id: UUID, file_id: UUID, words: str, reference: str, actor: Actor, now: datetime
) -> Entry:
    """Write down what the police said about a file that must not be opened."""
    if not words.strip():
        raise BadInput("Write what the police said.", field="words")
    with turn(actor=actor, now=now) as t:
        hand = take_hand(t, concern_id, *WRITES_THE_RECORD, for_a_while=True)
        if standing_of(file_of(hand, file_id)) is not State.MUST_NOT_BE_OPENED:
            raise OutOfTurn("Nobody has said of this file that it must not be opened. Say that first.")
        return _write(hand, file_id, EntryKind.POLICE_SAID, {"words": words, "reference": reference})


def file_of(hand: Hand, file_id: UUID) -> StoredFile:
    """A file of this concern; another concern's is as little there as one that never was."""
    file = file_with(file_id)
    if (file.thing_kind, file.thing_id) != (CONCERN, hand.concern.id):
        raise NothingHere
    return file


def _write(hand: Hand, file_id: UUID, kind: EntryKind, words: dict[str, str]) -> Entry:
    t = hand.t
    row = Entry(
        concern=hand.concern,
        kind=kind,
        happened_at=t.now,
        happened_to_the=Precision.MINUTE,
        file_id=file_id,
        recorded_at=t.now,
        by=t.actor.written,
    )
    promised = seal_words(hand, row, words)
    row.save()
    stream = Circle(hand.concern.circle).stream
    t.record(EntryAdded(row.id), hand.subject, stream=stream, commitments=[promised])
    hand.move()
    return row
