"""Opening the name of whoever reported, which they asked to have kept from those who handle it.

Each time is an entry of the record that nobody can move, with why; the reporter reads on the page of their report
that it was opened, and when.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ....authority.access.vocabulary import Capability, Circle
from ....ground.audit.operations import turn
from ....ground.crypto.models import DataKey
from ....ground.crypto.operations import Shut, unseal
from ....ground.kernel.actors import Actor
from ....ground.kernel.refusals import BadInput, OutOfTurn
from ..models import Concern, Entry
from ..queries.apart import who_opens_names
from ..verbs import NameOpened
from ..vocabulary import EntryKind, Precision
from .handling import seal_words, take_hand
from .naming import ask_why


@dataclass(frozen=True, slots=True)
class Opened:
    """What whoever reported said of themselves, and their row of the directory if they were signed in."""

    words: Mapping[str, str]
    person_id: UUID | None


def open_name(*, concern_id: UUID, reason: str, actor: Actor, now: datetime) -> Opened:
    """Open the name of whoever reported, for a post a policy lets, and record who did and why before it is shown.

    Raises `NotPermitted` for every other post, `OutOfTurn` where no name is kept apart.
    """
    ask_why(reason)
    with turn(actor=actor, now=now, always=True) as t:
        hand = take_hand(t, concern_id)
        titles = who_opens_names(t.moment)
        hand.who.may(Capability.OPEN_RAISER).enforce(who_can_help=f"These posts can: {', '.join(titles)}.")
        if not hand.concern.raiser_apart or hand.concern.raiser_key is None:
            raise OutOfTurn("No name is kept apart here. What is known of whoever reported is on the record.")
        opened = _open(hand.concern, hand.concern.raiser_key)
        row = Entry(
            concern=hand.concern,
            kind=EntryKind.NAME_OPENED,
            happened_at=t.now,
            happened_to_the=Precision.MINUTE,
            recorded_at=t.now,
            by=actor.written,
        )
        promised = seal_words(hand, row, {"reason": reason})
        row.save()
        stream = Circle(hand.concern.circle).stream
        t.record(NameOpened(row.id), hand.subject, stream=stream, commitments=[promised])
        hand.move()
    return opened


def _open(concern: Concern, key: DataKey) -> Opened:
    try:
        words = json.loads(unseal(concern, "raiser", key))
    except Shut as shut:
        raise BadInput(f"{shut.sentence} So there is no name to open.") from None
    signed_in = words.pop("signed-in", None)
    return Opened(words, UUID(signed_in) if signed_in else None)
