"""Calling senior people together over a matter, and writing down what they advised. Danger never waits for it: no
decision and no referral asks whether they met."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from ....authority.access.vocabulary import Capability, Circle
from ....ground.audit.operations import turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ....mechanisms.notifications.operations import tell
from ....mechanisms.notifications.vocabulary import Urgency
from ..models import Meeting
from ..queries.meetings import who_can_be_called
from ..rules.meetings import written_afterwards
from ..verbs import MeetingCalled, MeetingHeld
from .checking import of_hand
from .handling import Hand, seal_words, take_hand
from .investigating import bar_reporter
from .reading import words_of

_AT_SHORT_NOTICE = timedelta(days=14)


def call_meeting(
    *, concern_id: UUID, posts: Collection[str], meets_at: datetime, reason: str, actor: Actor, now: datetime
) -> Meeting:
    """Call the holders of these posts together. Whoever of them can open the record is told that it needs them; to the
    others a person speaks. Nobody is told of one whose time is over: it is written down afterwards, and its row keeps
    both times.

    Raises `NothingHere` where no policy speaks of such a meeting; `NotPermitted`; `BadInput` for a post that nobody
    holds who may hear of it, and for a time that is no short notice.
    """
    if not reason.strip():
        raise BadInput("Say in a sentence what you want to talk through.", field="reason")
    if meets_at > now + _AT_SHORT_NOTICE:
        raise BadInput("This meeting is for what cannot wait. Choose a time within two weeks.", field="meets")
    with turn(actor=actor, now=now) as t:
        hand = take_hand(t, concern_id, Capability.DECIDE)
        bar_reporter(hand.concern, hand.who, t.moment)
        can = who_can_be_called(hand.concern, t.moment)
        if can is None:
            raise NothingHere
        if not posts or not set(posts) <= set(can.posts):
            raise BadInput("Choose whom you call, of those on the page.", field="posts")
        row = Meeting(
            governed_by=can.governed_by,
            meets_at=meets_at,
            asked=" ".join(sorted(set(posts))),
            **of_hand(hand),
        )
        _write(hand, row, {"reason": reason}, MeetingCalled(row.id))
        if not written_afterwards(meets_at, t.now):
            tell(
                t,
                people=frozenset(one.person_id for one in can.of(posts) if one.opens) - {hand.who.person_id},
                thing_kind="concern",
                thing_id=concern_id,
                stream=Circle(hand.concern.circle).stream,
                urgency=Urgency.TODAY,
                occasion=f"meeting-{row.id}",
            )
    return row


def hold_meeting(
    *,
    meeting_id: UUID,
    met_at: datetime,
    came: Collection[str],
    advised: str,
    decided: str,
    actor: Actor,
    now: datetime,
) -> Meeting:
    """Write down that they met: which posts came, what they advised, and what whoever decides made of it and why; or,
    where nobody came, what was done instead.

    Raises `OutOfTurn` when somebody has; `BadInput` for a time to come, and for what is left out.
    """
    if met_at > now:
        raise BadInput("This is in the future. Write it down once they met.", field="met")
    if came and not advised.strip():
        raise BadInput("Say what they advised.", field="advised")
    if not decided.strip():
        raise BadInput("Say what was decided, by whom and why.", field="decided")
    with turn(actor=actor, now=now) as t:
        before = Meeting.objects.filter(pk=meeting_id).select_related("concern").first()
        if before is None:
            raise NothingHere
        hand = take_hand(t, before.concern_id, Capability.DECIDE)
        bar_reporter(hand.concern, hand.who, t.moment)
        if before.held or not Meeting.objects.filter(pk=meeting_id).known(t.moment.known_at).exists():
            raise OutOfTurn("Somebody has written down already what came of it.")
        if not set(came) <= set(before.asked.split()):
            raise BadInput("Choose who came, of those who were asked.", field="came")
        row = Meeting(
            governed_by=before.governed_by,
            meets_at=met_at,
            asked=before.asked,
            held=True,
            came=" ".join(sorted(set(came))),
            **of_hand(hand, before),
        )
        words = {**words_of(before), "advised": advised, "decided": decided}
        return _write(hand, row, words, MeetingHeld(row.id))


def _write(hand: Hand, row: Meeting, words: dict[str, str], verb: MeetingCalled | MeetingHeld) -> Meeting:
    promise = seal_words(hand, row, words)
    row.save()
    stream = Circle(hand.concern.circle).stream
    hand.t.record(verb, hand.subject, stream=stream, commitments=[promise])
    hand.move()
    return row
