"""Stepping aside from a matter that touches oneself, with a reason; it is never left with nobody."""

from datetime import datetime
from uuid import UUID

from ....authority.access.operations import recuse
from ....authority.access.vocabulary import Circle
from ....ground.audit.operations import turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.refusals import BadInput, OutOfTurn
from ..reports import Occurred
from ..vocabulary import EntryKind, Precision
from .handing_on import hand_on
from .handling import take_hand, write_entry
from .passing_on import pass_on_actions


def step_aside(*, concern_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """A handler steps aside; their access ends as this returns. Where nobody is left who has it in hand, the next of
    its way gets it and is told. What they were asked to do goes to somebody who has it, by the same day.

    Raises `BadInput` without a reason, and `OutOfTurn`, which says what to do, where nobody else may have it.
    """
    if not reason.strip():
        raise BadInput("Say why, in a few words: “I know the family” is enough.", field="reason")
    with turn(actor=actor, now=now) as t:
        hand = take_hand(t, concern_id)
        write_entry(hand, EntryKind.STEPPED_ASIDE, reason, Occurred(t.now, Precision.MINUTE))
        recuse(
            t,
            thing_kind="concern",
            thing_id=concern_id,
            person_id=hand.who.person_id,
            circle=Circle(hand.concern.circle),
        )
        if not hand_on(t, hand.concern):
            raise OutOfTurn(
                "Nobody else here may have this, so it would be left with nobody.",
                who_can_help="Ask whoever appoints people to posts to give somebody one that may, then step aside. "
                "In danger ring 999.",
            )
        pass_on_actions(t, hand.concern)
