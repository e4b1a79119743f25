"""Looking at a record whose time is over: keep it until a day, or say that it should go. Nothing goes by itself."""

from datetime import date, datetime
from uuid import UUID

from ...authority.access import queries as access
from ...authority.access.powers import powers_in_force
from ...authority.access.vocabulary import Circle
from ...ground.audit.operations import Turn, turn
from ...ground.audit.promising import promise
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment, london_day
from ...mechanisms.notifications.operations import tell
from ...mechanisms.notifications.vocabulary import Urgency
from ...work.casework.models import Concern
from ...work.casework.operations.handling import Hand
from ...work.casework.queries.seeing import is_theirs
from .choosing import Choice, check_choice, may_decide
from .filing import deciding_hand
from .keeping_words import Came, LookedAt, Why
from .models import Look
from .queries.keeping import DECIDES, Kept, kept_of


def look_at_record(*, concern_id: UUID, chosen: Choice, actor: Actor, now: datetime) -> Look:
    """Decide about a closed record: keep it until a day, or ask a second person to agree that it goes.

    Raises `NothingHere`, `NotPermitted`; `BadInput` without reasons or for a day that will not do; `OutOfTurn` while
    its matter goes on, something holds it, its time is not over, or somebody else's decision waits.
    """
    check_choice(chosen)
    with turn(actor=actor, now=now) as t:
        hand = deciding_hand(t, concern_id)
        found = kept_of(hand.concern, t.moment)
        may_decide(found, chosen, london_day(t.now))
        came = Came.KEEP if chosen.keep_until else Came.DISPOSE
        row = write_look(hand, found, came, chosen.reason, keep_until=chosen.keep_until, why=chosen.why)
        if came is Came.DISPOSE:
            _ask_a_second(t, hand.concern, row)
    return row


def write_look(
    hand: Hand,
    found: Kept,
    came: Came,
    reason: str,
    *,
    keep_until: date | None = None,
    why: Why | None = None,
) -> Look:
    """Write down what came of looking, in the caller's turn; the one before is replaced and stays readable."""
    t = hand.t
    row = Look(
        concern=hand.concern,
        came=came,
        record_class=found.lasts.record_class,
        due_on=found.due.on,
        keep_until=keep_until,
        why=why or "",
        looker_id=hand.who.person_id,
        replaces=found.look,
        recorded_at=t.now,
        by=t.actor.written,
    )
    promised = promise(row, "words", reason.strip(), hand.concern.account_key)
    row.save()
    stream = Circle(hand.concern.circle).stream
    t.record(LookedAt(row.id, came), hand.subject, stream=stream, commitments=[promised])
    return row


def _ask_a_second(t: Turn, concern: Concern, row: Look) -> None:
    tell(
        t,
        people=who_may_answer(concern, row, t.moment),
        thing_kind="concern",
        thing_id=concern.id,
        stream=Circle(concern.circle).stream,
        urgency=Urgency.THIS_WEEK,
        occasion=f"disposal-{row.id}",
    )


def who_may_answer(concern: Concern, row: Look, moment: Moment) -> frozenset[UUID]:
    """Everybody in a post who decides about this record and did not write that it goes; perhaps nobody."""
    powers = powers_in_force(moment)
    roles = {role for role, given in powers.may.items() if frozenset(given) & DECIDES}
    people = {holding.person_id for holding in access.holders(roles, moment)}
    others = people - access.rows_of(row.looker_id, moment)
    readers = (access.reader(one, powers, moment) for one in others)
    return frozenset(
        who.person_id for who in readers if who.capabilities & DECIDES and is_theirs(concern.id, who, moment)
    )
