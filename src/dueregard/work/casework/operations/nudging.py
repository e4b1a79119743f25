"""Telling the owner of an action once more that it waits."""

from datetime import datetime
from uuid import UUID

from ....authority.access.vocabulary import Circle
from ....ground.audit.operations import turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import NothingHere, OutOfTurn
from ....mechanisms.notifications.operations import tell
from ....mechanisms.notifications.vocabulary import Urgency
from ..models import Action
from ..queries.acting import no_longer_theirs
from .handling import WRITES_THE_RECORD, take_hand


def nudge(*, action_id: UUID, actor: Actor, now: datetime) -> None:
    """Tell an action's owner again, at most once a day in London, however many press the button.

    Raises `OutOfTurn` where they no longer see the record: they are told nothing of it.
    """
    with turn(actor=actor, now=now) as t:
        action = Action.objects.filter(pk=action_id, done_at=None).known(t.moment.known_at).first()
        if action is None:
            raise NothingHere("This action is already done, or was never set.")
        hand = take_hand(t, action.concern_id, *WRITES_THE_RECORD)
        if no_longer_theirs([action], t.moment):
            raise OutOfTurn(
                "Whoever was asked no longer sees this record, so nobody was told. "
                "Do it yourself, or ask somebody else."
            )
        today = london_day(t.now)
        tell(
            t,
            people=[action.owner_id],
            thing_kind="concern",
            thing_id=action.concern_id,
            stream=Circle(hand.concern.circle).stream,
            urgency=Urgency.TODAY if action.due_on <= today else Urgency.THIS_WEEK,
            occasion=f"nudge-{action.id.hex}-{today:%Y%m%d}",
        )
