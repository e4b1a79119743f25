"""Letting one named person read one matter until a day and for a reason.

It ends by itself, can be ended sooner, and stands in the chronology. Whoever reads by it does nothing else, and each
reading is written down.
"""

from datetime import date, datetime
from uuid import UUID

from ....authority.access import queries as access
from ....authority.access.operations import let_read
from ....authority.access.powers import powers_in_force
from ....authority.access.vocabulary import Capability, Circle
from ....authority.identity.queries import details
from ....ground.audit.operations import turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import end_of_day, london_day
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ....mechanisms.notifications.operations import tell
from ....mechanisms.notifications.vocabulary import Urgency
from ..models import Grant
from ..queries.granting import granted
from ..queries.seeing import is_theirs
from ..rules.granting import may_be_granted, want_of_last_day
from ..verbs import GrantGiven
from .checking import of_hand
from .ending import end_in_turn
from .handling import Hand, seal_words, take_hand

_LETS_IN = (Capability.TRIAGE, Capability.DECIDE, Capability.SEE_RESTRICTED)


def give_grant(
    *,
    concern_id: UUID,
    person_id: UUID,
    last_day: date,
    reason: str,
    actor: Actor,
    now: datetime,
) -> Grant:
    """Let somebody read a matter until the end of a day.

    Raises `BadInput` without a reason and for a day that cannot be, `NotPermitted` for somebody who is kept out of it
    or has it already.
    """
    if not reason.strip():
        raise BadInput("Say why they need to read it.", field="reason")
    if want := want_of_last_day(last_day, london_day(now)):
        raise BadInput(want, field="last_day")
    with turn(actor=actor, now=now) as t:
        hand = take_hand(t, concern_id, *_LETS_IN)
        if not details([person_id], t.moment):
            raise BadInput("Choose one of the people found.", field="person")
        _judge(hand, person_id)
        row = Grant(person_id=person_id, until=end_of_day(last_day), **of_hand(hand))
        let_read(t, thing_kind="concern", thing_id=concern_id, person_id=person_id, until=row.until)
        promise = seal_words(hand, row, {"reason": reason})
        row.save()
        stream = Circle(hand.concern.circle).stream
        t.record(GrantGiven(row.id, person_id), hand.subject, stream=stream, commitments=[promise])
        hand.move()
        tell(
            t,
            people={person_id},
            thing_kind="concern",
            thing_id=concern_id,
            stream=stream,
            urgency=Urgency.TODAY,
            occasion=f"grant-{row.id.hex}",
        )
    return row


def end_grant(*, grant_id: UUID, actor: Actor, now: datetime) -> Grant:
    """End it before its day. Raises `OutOfTurn` when it is over."""
    with turn(actor=actor, now=now) as t:
        before = Grant.objects.filter(pk=grant_id).select_related("concern").first()
        if before is None:
            raise NothingHere
        hand = take_hand(t, before.concern_id, *_LETS_IN)
        standing = Grant.objects.filter(pk=grant_id, until__gt=t.now).known(t.moment.known_at)
        if not standing.exists():
            raise OutOfTurn("It is over already.")
        row = end_in_turn(t, hand.concern, before)
        hand.move()
    return row


def _judge(hand: Hand, person_id: UUID) -> None:
    moment, concern = hand.t.moment, hand.concern
    who = access.reader(person_id, powers_in_force(moment), moment)
    may_be_granted(
        walled=access.is_walled(concern.id, who, moment),
        own=person_id in access.rows_of(hand.who.person_id, moment),
        has_it=is_theirs(concern.id, who, moment) or granted(person_id, concern.id, moment) is not None,
    ).enforce(who_can_help="Somebody else who handles it can be asked, or whoever manages the case.")
