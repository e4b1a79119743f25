"""Looking at a record whose time is over: keep it until a day, or say that it should go. Nothing goes by itself."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ...authority.access import queries as access
from ...authority.access.powers import powers_in_force
from ...authority.access.vocabulary import Circle
from ...ground.audit.operations import Turn, turn
from ...ground.audit.promising import promise
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment, london_day
from ...ground.kernel.refusals import BadInput, OutOfTurn
from ...mechanisms.notifications.operations import tell
from ...mechanisms.notifications.vocabulary import Urgency
from ...work.casework.models import Concern
from ...work.casework.operations.handling import Hand
from ...work.casework.queries.seeing import is_theirs
from .filing import check_reason, deciding_hand
from .keeping_words import Came, LookedAt, Why
from .models import Look
from .queries.keeping import DECIDES, Kept, kept_of
from .rules.keeping import Stands, after, may_go

_LONGEST_MONTHS = 75 * 12
"""A record is kept no longer by one look than the longest line of the schedule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What somebody decides: a day until which it is kept, or why it should go; and their reasons."""

    keep_until: date | None = None
    why: Why | None = None
    reason: str


def look_at_record(*, concern_id: UUID, chosen: Choice, actor: Actor, now: datetime) -> Look:
    """Decide about a closed record: keep it until a day, or ask a second person to agree that it goes.

    Raises `NothingHere`, `NotPermitted`; `BadInput` without reasons or for a day that will not do; `OutOfTurn` while
    its matter goes on, something holds it, its time is not over, or somebody else's decision waits.
    """
    check_reason(chosen.reason)
    if (chosen.keep_until is None) == (chosen.why is None):
        raise BadInput("Say either until when it is kept, or why it should go.", field="why")
    with turn(actor=actor, now=now) as t:
        hand = deciding_hand(t, concern_id)
        found = kept_of(hand.concern, t.moment)
        _may_decide(found, chosen, london_day(t.now))
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


def _may_decide(found: Kept, chosen: Choice, today: date) -> None:
    now = found.now
    if now.stands is Stands.GOES_ON:
        raise OutOfTurn(
            "This matter goes on, so nobody decides how long it is kept.",
            who_can_help="Whoever decides on it can close it first.",
        )
    if now.stands is Stands.WAITS:
        raise OutOfTurn(
            "Somebody has decided that this goes, and a second person has to answer first.",
            who_can_help="Whoever wrote it can take it back; anybody else who decides on it can answer.",
        )
    if chosen.keep_until:
        latest = after(today, _LONGEST_MONTHS)
        if chosen.keep_until <= today or (latest and chosen.keep_until > latest):
            raise BadInput("Write a day to come, within 75 years.", field="keep_until")
    elif chosen.why and not may_go(now, found.due, chosen.why):
        if now.stands is Stands.HELD:
            raise OutOfTurn(
                "A legal hold lies on this, so it cannot be disposed of.",
                who_can_help="Whoever put the hold there, or anybody else who decides on this record, can lift it.",
            )
        raise OutOfTurn(
            "Its time is not over. It can go earlier only when the person it is about has asked for it.",
            who_can_help="Whoever is accountable can set another period for records of this class.",
        )


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
