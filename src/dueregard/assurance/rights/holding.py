"""Legal holds: nothing they lie on is disposed of, whatever a schedule, a policy or a person says."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ...authority.access.queries import Reader, person_tag
from ...authority.access.vocabulary import CONCERNED, Circle
from ...ground.audit.operations import Subject, Turn, turn
from ...ground.audit.promising import promise
from ...ground.audit.vocabulary import Stream
from ...ground.crypto.operations import make_data_key
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import end_of_day, london_day
from ...ground.kernel.refusals import BadInput, OutOfTurn
from ...ground.kernel.rulings import deny
from ...work.casework.models import ConcernPerson
from ...work.casework.operations.handling import Hand
from .filing import check_reason, deciding_hand
from .keeping_words import Held, HeldOn
from .models import Hold
from .queries.holds import is_told
from .queries.keeping import kept_of


def hold(
    *,
    concern_id: UUID,
    on: HeldOn,
    post: str,
    reason: str,
    until: date | None = None,
    actor: Actor,
    now: datetime,
) -> list[Hold]:
    """Hold a record, or everything about the people it is about, until a day or without an end.

    `post`: which of the actor's posts they do it in. Raises `NothingHere`, `NotPermitted`; `BadInput` without a reason,
    for a post that is not theirs, a day that is over, or a person nobody has found in the directory.
    """
    check_reason(reason)
    with turn(actor=actor, now=now) as t:
        hand = deciding_hand(t, concern_id)
        check_post(hand.who, post)
        ends = end_of_hold(until, t)
        said: dict[str, Any] = {
            "on": on,
            "concern": hand.concern,
            "post": post,
            "since": t.now,
            "until": ends,
        }
        tags = [""] if on is HeldOn.CONCERN else _tags_in(hand)
        return [_write(t, hand, Hold(tag=tag, **said), reason) for tag in tags]


def lift(*, concern_id: UUID, hold_id: UUID, post: str, reason: str, actor: Actor, now: datetime) -> Hold:
    """Lift a hold that lies on this record; of one on a person, on every record about them.

    Raises as `hold`, and `NotPermitted` for one on a person that was put from a record the actor does not see;
    `OutOfTurn` when somebody has lifted it.
    """
    check_reason(reason)
    with turn(actor=actor, now=now) as t:
        hand = deciding_hand(t, concern_id)
        check_post(hand.who, post)
        row = next((one for one in kept_of(hand.concern, t.moment).holds if one.id == hold_id), None)
        if row is None:
            raise OutOfTurn("This hold lies on the record no more. Nothing was changed.")
        if not is_told(row, hand.who, t.moment):
            deny("Somebody else looks after this hold.").enforce(who_can_help="Whoever put it can lift it.")
        return _write(t, hand, lifted(row, post, t), reason)


def lifted(row: Hold, post: str, t: Turn) -> Hold:
    """The row that ends a hold now."""
    return Hold(
        on=row.on,
        concern_id=row.concern_id,
        tag=row.tag,
        thing_id=row.thing_id,
        post=post,
        since=row.since,
        until=t.now,
        replaces=row,
    )


def check_post(who: Reader, post: str) -> None:
    """Refuse a post that is not theirs."""
    if post not in who.roles:
        raise BadInput("Choose one of your own posts.", field="post")


def end_of_hold(until: date | None, t: Turn) -> datetime | None:
    """When a hold ends by itself; raises `BadInput` for a day that is over."""
    if until and until < london_day(t.now):
        raise BadInput("This day is over. Leave it empty for a hold without an end.", field="until")
    return end_of_day(until) if until else None


def _tags_in(hand: Hand) -> list[str]:
    known = ConcernPerson.objects.filter(concern=hand.concern, part__in=CONCERNED).known(
        hand.t.moment.known_at
    )
    people = known.exclude(person_id=None).values_list("person_id", flat=True)
    if not people:
        raise BadInput(
            "Nobody here was found in the directory yet. Say on the record who they are, or hold this record alone.",
            field="on",
        )
    return sorted({person_tag(one) for one in people})


def _write(t: Turn, hand: Hand, row: Hold, reason: str) -> Hold:
    """A hold on a person may come from a restricted matter, so no entry of it stands in the open chain."""
    of_one = row.on == HeldOn.CONCERN
    subject = hand.subject if of_one else Subject("hold", row.id)
    return write_hold(
        t, row, reason, subject, stream=Circle(hand.concern.circle).stream if of_one else Stream.SEALED
    )


def write_hold(t: Turn, row: Hold, reason: str, subject: Subject, *, stream: Stream) -> Hold:
    """Store a hold, or that one is lifted, and why, in the caller's turn."""
    row.recorded_at, row.by = t.now, t.actor.written
    row.key = make_data_key("hold", now=t.now)
    promised = promise(row, "words", reason.strip(), row.key)
    row.save()
    t.record(Held(row.id, HeldOn(row.on)), subject, stream=stream, commitments=[promised])
    return row
