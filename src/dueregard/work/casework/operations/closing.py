"""The last word to whoever reported: that it has ended, and as much of how as they may hear."""

from datetime import datetime
from uuid import UUID

from ....authority.access.vocabulary import Capability, Circle
from ....ground.audit.operations import turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.refusals import BadInput, OutOfTurn
from ..models import Entry
from ..queries.closing import closing_told, may_hear_of
from ..verbs import EntryAdded
from ..vocabulary import Closing, EntryKind, Precision, State
from .handling import seal_words, take_hand


def say_it_ended(*, concern_id: UUID, closing: Closing, words: str, actor: Actor, now: datetime) -> Entry:
    """Say to whoever reported that the matter has ended. `words` are the sentence as they will read it.

    Raises `OutOfTurn` while the matter goes on, or when somebody has said so already; `BadInput` for a sentence that
    may not be told.
    """
    if not words.strip():
        raise BadInput("Write the sentence they will read.", field="words")
    with turn(actor=actor, now=now) as t:
        hand = take_hand(t, concern_id, Capability.CLOSE, Capability.DECIDE)
        moment = t.moment
        if hand.concern.state != State.CLOSED:
            raise OutOfTurn("This has not ended. Decide to close it first, with whoever has to join you.")
        if closing_told(hand.concern, moment):
            raise OutOfTurn("Somebody has told them already that it ended. Read what was said.")
        if closing not in may_hear_of(hand.concern, moment):
            raise BadInput("This may not be told of this matter. Choose another sentence.", field="closing")
        row = Entry(
            concern=hand.concern,
            kind=EntryKind.CLOSING,
            happened_at=t.now,
            happened_to_the=Precision.MINUTE,
            for_reporter=True,
            recorded_at=t.now,
            by=actor.written,
        )
        promise = seal_words(hand, row, {"words": words})
        row.save()
        t.record(
            EntryAdded(row.id),
            hand.subject,
            stream=Circle(hand.concern.circle).stream,
            commitments=[promise],
        )
    return row
