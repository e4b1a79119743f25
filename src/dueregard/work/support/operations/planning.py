"""Agreeing support, looking at it again, and ending it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ....authority.access.vocabulary import Circle
from ....authority.policy.queries import in_force
from ....ground.audit.operations import Turn, turn
from ....ground.audit.promising import promise
from ....ground.audit.vocabulary import Read
from ....ground.kernel.actors import Actor
from ....ground.kernel.canonical import canonical_json
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ...casework.operations.handling import WRITES_THE_RECORD, Hand, take_hand, write_entry
from ...casework.reports import Occurred
from ...casework.vocabulary import EntryKind, Precision
from ..models import PlanReview, SupportPlan
from ..queries import Plan, plans_of
from ..vocabulary import Goes, PlanBegun, PlanReviewed

_BEGUN = "Support was agreed. The plan says what."
_LOOKED = "The support plan was looked at, and goes on."
_ENDED = "The support plan ended. The plan says what changed."


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What was agreed with somebody."""

    goals: str
    """What they want, in their own words."""
    offered: str
    """What is offered, by whom, from when."""
    began_on: date
    adjustments: str = ""
    """Reasonable adjustments (Equality Act 2010, section 20)."""
    named_adult: UUID | None = None
    review_by: date | None = None
    governed_by: str = ""
    """The source of the offer in a policy in force."""


def begin_plan(*, concern_id: UUID, agreed: Agreed, actor: Actor, now: datetime) -> SupportPlan:
    """Write down the support that was agreed. The chronology says that it was.

    Raises `NothingHere` and `NotPermitted` as for every step on a record, `BadInput`.
    """
    for box, said in (("goals", agreed.goals), ("offered", agreed.offered)):
        if not said.strip():
            raise BadInput(_MISSING[box], field=box)
    if agreed.review_by and agreed.review_by < agreed.began_on:
        raise BadInput("This is before it began.", field="review_by")
    with turn(actor=actor, now=now) as t:
        hand = take_hand(t, concern_id, *WRITES_THE_RECORD)
        _not_to_come(agreed.began_on, t, "began_on")
        if agreed.governed_by and agreed.governed_by not in {
            one.source for one in in_force("support", t.moment)
        }:
            raise BadInput("Choose one of the offers on the page.", field="governed_by")
        row = SupportPlan(
            concern=hand.concern,
            began_on=agreed.began_on,
            review_by=agreed.review_by,
            named_adult_id=agreed.named_adult,
            governed_by=agreed.governed_by,
            recorded_at=t.now,
            by=actor.written,
        )
        words = {
            "goals": agreed.goals,
            "offered": agreed.offered,
            "adjustments": agreed.adjustments,
        }
        promised = promise(row, "words", _plain(words), hand.concern.account_key)
        row.save()
        _record(hand, PlanBegun(row.id), promised)
        _say(hand, _BEGUN, t.now)
    return row


def review_plan(
    *,
    plan_id: UUID,
    held_on: date,
    goes: Goes,
    review_by: date | None,
    words: str,
    actor: Actor,
    now: datetime,
) -> PlanReview:
    """Write down that a plan was looked at with the person: it goes on, or it ended with what changed.

    Raises `NothingHere`, `NotPermitted`, `OutOfTurn` once it ended, `BadInput`.
    """
    if not words.strip():
        raise BadInput("Say what has changed for them, also if nothing has.", field="words")
    if goes is Goes.ON and review_by and review_by <= held_on:
        raise BadInput("Give a day after this one.", field="review_by")
    with turn(actor=actor, now=now) as t:
        hand, plan = running(t, plan_id)
        _not_to_come(held_on, t, "held_on")
        if held_on < plan.began_on:
            raise BadInput("This is before it began.", field="held_on")
        row = PlanReview(
            plan=plan,
            held_on=held_on,
            goes=goes,
            review_by=review_by if goes is Goes.ON else None,
            recorded_at=t.now,
            by=actor.written,
        )
        promised = promise(row, "words", _plain({"words": words}), hand.concern.account_key)
        row.save()
        _record(hand, PlanReviewed(row.id, goes), promised)
        _say(hand, _ENDED if goes is Goes.ENDED else _LOOKED, t.now)
    return row


def read_plans(*, concern_id: UUID, actor: Actor, now: datetime) -> list[Plan]:
    """The plans of a concern, for its handlers; logged before a word is opened."""
    with turn(actor=actor, now=now, always=True) as t:
        hand = take_hand(t, concern_id)
        t.record(Read((concern_id,)), hand.subject, stream=Circle(hand.concern.circle).stream)
    return plans_of(concern_id, t.moment)


_MISSING = {
    "goals": "Write what they want, in their own words.",
    "offered": "Say what is offered, by whom, and from when.",
}


def running(t: Turn, plan_id: UUID) -> tuple[Hand, SupportPlan]:
    """A plan that has not ended, in the hand of somebody who adds to its record."""
    plan = SupportPlan.objects.filter(pk=plan_id).first()
    if plan is None:
        raise NothingHere
    hand = take_hand(t, plan.concern_id, *WRITES_THE_RECORD)
    if PlanReview.objects.known(t.moment.known_at).filter(plan=plan, goes=Goes.ENDED).exists():
        raise OutOfTurn("This plan has ended. Begin another.")
    return hand, plan


def _record(hand: Hand, said: PlanBegun | PlanReviewed, promised: str) -> None:
    hand.t.record(said, hand.subject, stream=Circle(hand.concern.circle).stream, commitments=[promised])


def _say(hand: Hand, words: str, at: datetime) -> None:
    """An entry of the chronology: that it was, and none of what."""
    write_entry(hand, EntryKind.SUPPORT, words, Occurred(at, Precision.MINUTE))


def _not_to_come(day: date, t: Turn, field: str) -> None:
    if day > london_day(t.now):
        raise BadInput("This day is still to come. Give the day on which it was so.", field=field)


def _plain(words: Mapping[str, str]) -> str:
    return canonical_json({name: word for name, word in words.items() if word.strip()}).decode()
