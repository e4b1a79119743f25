"""Actions: who does what by when; done; nudged. And handing all open work to somebody else in one step."""

from datetime import date, datetime
from uuid import UUID

from ....authority.access import queries as access
from ....authority.access.powers import powers_in_force
from ....authority.access.vocabulary import Capability, Circle
from ....ground.audit.operations import Subject, turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import BadInput, NothingHere
from ....mechanisms.notifications.operations import tell
from ....mechanisms.notifications.vocabulary import Urgency
from ..models import Action, Concern, Delivery
from ..queries.seeing import is_theirs
from ..rules.ladders import Holder
from ..verbs import ActionSet, HandedOver
from ..vocabulary import UNFINISHED, Purpose
from .handling import WRITES_THE_RECORD, Hand, seal_words, take_hand
from .investigating import ruling_for
from .routing import Put, give_to


def set_action(
    *, concern_id: UUID, what: str, owner_id: UUID, due_on: date, actor: Actor, now: datetime
) -> Action:
    """Give somebody something to do by a day. The owner must be able to see the concern."""
    if not what.strip():
        raise BadInput("Say what is to be done.", field="what")
    if due_on < london_day(now):
        raise BadInput("The day is in the past. Choose today or later.", field="due_on")
    with turn(actor=actor, now=now) as t:
        hand = take_hand(t, concern_id, *WRITES_THE_RECORD)
        moment = t.moment
        owner = access.reader(owner_id, powers_in_force(moment), moment)
        if not is_theirs(concern_id, owner, moment):
            raise BadInput("This person cannot open the record, so they cannot be given this.", field="owner")
        row = _action(hand, owner_id, due_on, what, None, None)
        tell(
            t,
            people=[owner_id],
            thing_kind="concern",
            thing_id=concern_id,
            stream=Circle(hand.concern.circle).stream,
            urgency=Urgency.TODAY if due_on == london_day(t.now) else Urgency.THIS_WEEK,
            occasion=f"action-{row.id}",
        )
    return row


def finish_action(*, action_id: UUID, how: str, actor: Actor, now: datetime) -> Action:
    """Record that an action is done, and how; the open row stays beneath."""
    with turn(actor=actor, now=now) as t:
        standing = Action.objects.filter(pk=action_id, done_at=None).known(t.moment.known_at).first()
        if standing is None:
            raise NothingHere("This action is already done, or was never set.")
        hand = take_hand(t, standing.concern_id, *WRITES_THE_RECORD)
        return _action(hand, standing.owner_id, standing.due_on, how, t.now, standing)


def _action(
    hand: Hand, owner_id: UUID, due_on: date, words: str, done_at: datetime | None, replaces: Action | None
) -> Action:
    row = Action(
        concern=hand.concern,
        owner_id=owner_id,
        due_on=due_on,
        done_at=done_at,
        replaces=replaces,
        recorded_at=hand.t.now,
        by=hand.t.actor.written,
    )
    promise = seal_words(hand, row, {"words": words})
    row.save()
    stream = Circle(hand.concern.circle).stream
    hand.t.record(ActionSet(row.id, owner_id), hand.subject, stream=stream, commitments=[promise])
    hand.move()
    return row


def hand_over(*, taker_id: UUID, actor: Actor, now: datetime) -> int:
    """Put every unfinished concern the actor was given before somebody else, who may see it; returns how many."""
    with turn(actor=actor, now=now) as t:
        giver = actor.person_id
        if giver is None or giver == taker_id:
            raise BadInput("Choose somebody else to hand over to.", field="taker")
        moment = t.moment
        powers = powers_in_force(moment)
        taker = access.reader(taker_id, powers, moment)
        taker.may(Capability.RECEIVE_CONCERNS).enforce()
        mine = Delivery.objects.filter(person_id=giver).values("concern_id")
        theirs = Delivery.objects.filter(person_id=taker_id).values("concern_id")
        unfinished = Concern.objects.filter(pk__in=mine, state__in=UNFINISHED).exclude(pk__in=theirs)
        # Not what the giver has stepped aside from, or was walled from since: that is no longer theirs to give.
        mine_still = access.visible(unfinished, access.reader(giver, powers, moment), moment)
        concerns = [
            c
            for c in mine_still
            if not access.is_walled(c.id, taker, moment) and ruling_for(c, taker, moment)
        ]
        role = min(role for role in taker.roles if Capability.RECEIVE_CONCERNS in powers.may.get(role, ()))
        for concern in concerns:
            give_to(t, concern, [Put(Holder(taker_id, role), Purpose.RECEIVE, 0, "")])
        t.record(HandedOver(giver, taker_id), Subject("person", giver))
    return len(concerns)
