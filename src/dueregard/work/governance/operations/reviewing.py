"""Writing down that a policy was looked at, and what happened that asks for it."""

from datetime import date, datetime, timedelta

from ....authority.policy.queries import shelf
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.audit.promising import promise
from ....ground.crypto.operations import make_data_key
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import BadInput, NothingHere
from ..ids import id_of_policy
from ..models import PolicyReview, ReviewEvent
from ..vocabulary import POLICY, Event, EventNoted, EventTakenBack, Found, Reviewed
from .permitting import keeper_of_policies

_LATEST_ENTRY = timedelta(days=3653)


def record_review(
    *, policy: str, done_on: date, found: Found, words: str, actor: Actor, now: datetime
) -> PolicyReview:
    """Write down that a policy in force was looked at, what was found, and what was looked at.

    Raises `NotPermitted`; `NothingHere` for a policy that is not in force; `BadInput` without words and for a day to
    come.
    """
    if not words.strip():
        raise BadInput("Say what was looked at, and what came of it.", field="words")
    with turn(actor=actor, now=now) as t:
        keeper_of_policies(t)
        _in_force(policy, t)
        bad_day(done_on, t, "done_on")
        row = PolicyReview(
            policy=policy,
            done_on=done_on,
            found=found,
            key=make_data_key("policy-review", now=t.now),
            recorded_at=t.now,
            by=t.actor.written,
        )
        promised = promise(row, "words", words.strip(), row.key)
        row.save()
        t.record(Reviewed(row.id, found), Subject(POLICY, id_of_policy(policy)), commitments=[promised])
    return row


def note_event(
    *, event: Event, happened_on: date, actor: Actor, now: datetime, policy: str = ""
) -> ReviewEvent:
    """Note that something happened after which a policy, or every policy that asks for it, is looked at again.

    Raises `NotPermitted`; `NothingHere`; `BadInput` for a day to come.
    """
    with turn(actor=actor, now=now) as t:
        keeper_of_policies(t)
        if policy:
            _in_force(policy, t)
        bad_day(happened_on, t, "happened_on")
        return note_in(t, event, happened_on, policy)


def note_in(t: Turn, event: Event, happened_on: date, policy: str, *, guidance: str = "") -> ReviewEvent:
    """As `note_event`, within an operation that found it out; whoever called has judged who may."""
    row = ReviewEvent(
        event=event,
        happened_on=happened_on,
        policy=policy,
        guidance=guidance,
        recorded_at=t.now,
        by=t.actor.written,
    )
    row.save()
    t.record(EventNoted(event, happened_on), Subject("review_event", row.id))
    return row


def take_back_in(t: Turn, row: ReviewEvent) -> None:
    """Take back an event that was noted in error, within an operation that found it out."""
    after = row.successor(withdrawn=True, recorded_at=t.now, by=t.actor.written)
    after.save()
    t.record(EventTakenBack(Event(row.event), row.happened_on), Subject("review_event", after.id))


def _in_force(policy: str, t: Turn) -> None:
    if shelf(t.moment).pack(policy) is None:
        raise NothingHere


def bad_day(day: date, t: Turn, field: str) -> None:
    """Raise `BadInput` for a day that is still to come, and for one so long ago that the year must be a slip."""
    today = london_day(t.moment.as_at)
    if day > today:
        raise BadInput("This day is still to come. Give the day on which it was.", field=field)
    if day < today - _LATEST_ENTRY:
        raise BadInput("This day lies more than ten years back. Check the year.", field=field)
