"""Putting messages into the outbox, sending them, and noting that they were opened.

A message is sent under the lease of its job: the try is written down, then the mail server is spoken to outside any
transaction, then what it answered and the end of the job are written in one. A worker killed at any point loses
nothing; only a kill between the server's answer and our commit sends twice, and then with the same Message-ID.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ...ground.audit.operations import Subject, Turn, turn
from ...ground.audit.vocabulary import SHUT, Stream
from ...ground.jobs.declaring import JobContext
from ...ground.jobs.occasions import announce_all
from ...ground.jobs.rules import hour_of, is_slug
from ...ground.kernel import bulk
from ...ground.kernel.actors import Actor
from ...ground.kernel.ids import blurred, is_blurred
from .channels import Channel, TurnedAway, Unreachable
from .models import Message
from .queries import waiting_with
from .recipients import is_asked_about, may_still_be_told
from .vocabulary import (
    UNSETTLED,
    Accepted,
    Failed,
    MailboxTold,
    MessageMade,
    Opened,
    Progress,
    Told,
    Urgency,
    Withheld,
)

_SENDER = Actor.system("sender")
_SETTLED_AT_ONCE = 50
"""Messages settled in one turn, so that nobody waits long for theirs."""
_VERBS = {Progress.ACCEPTED: Accepted, Progress.WITHHELD: Withheld, Progress.FAILED: Failed}


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Whom to tell that a record needs them, and on what occasion."""

    people: frozenset[UUID]
    thing_kind: str
    thing_id: UUID
    stream: Stream
    urgency: Urgency
    occasion: str
    of_new: bool = False
    """The record came into being in this turn, so nobody was told of it yet."""
    mailboxes: frozenset[str] = frozenset()
    """Contacts of the policies, as `policy/contact.id`. Several may read one: whoever tells it answers for it that all
    of them may know that something came."""


def tell(
    t: Turn,
    *,
    people: Iterable[UUID],
    thing_kind: str,
    thing_id: UUID,
    stream: Stream,
    urgency: Urgency,
    occasion: str,
    mailboxes: Iterable[str] = (),
    of_new: bool = False,
) -> None:
    """Tell people that a record needs them, in the caller's transaction. The same occasion twice tells once."""
    telling = Telling(
        people=frozenset(people),
        mailboxes=frozenset(mailboxes),
        of_new=of_new,
        thing_kind=thing_kind,
        thing_id=thing_id,
        stream=stream,
        urgency=urgency,
        occasion=occasion,
    )
    tell_all(t, [telling])


def tell_all(t: Turn, tellings: Sequence[Telling]) -> None:
    """Tell people of many records at once, in the caller's transaction. The same occasion twice tells once."""
    if any(not (is_slug(one.occasion) and is_asked_about(one.thing_kind)) for one in tellings):
        raise TypeError(
            "an occasion is a slug, and somebody must decide who may be told of this kind of thing"
        )
    made: list[Message] = []
    told = _told(tellings)
    for one in tellings:
        already = told.setdefault((one.thing_id, one.occasion), set())
        made += [
            _message(t, one, person_id=person_id)
            for person_id in sorted(one.people)
            if person_id not in already
        ]
        made += [
            _message(t, one, mailbox=mailbox) for mailbox in sorted(one.mailboxes) if mailbox not in already
        ]
        already |= one.people | one.mailboxes
    bulk.write(made)
    for message in made:
        urgency = Urgency(message.urgency)
        told_of = (
            Told(message.id, message.person_id, urgency)
            if message.person_id
            else MailboxTold(message.id, urgency)
        )
        t.record(told_of, Subject(message.thing_kind, message.thing_id), stream=Stream(message.circle))
    announce_all([MessageMade(message.id, Urgency(message.urgency)) for message in made], t)


def _told(tellings: Sequence[Telling]) -> dict[tuple[UUID, str], set[UUID | str]]:
    """Who was told already, by record and occasion: people by their ids, mailboxes by theirs."""
    found: dict[tuple[UUID, str], set[UUID | str]] = {}
    asked = [one for one in tellings if not one.of_new]
    if not asked:
        return found
    messages = Message.objects.filter(
        thing_id__in={one.thing_id for one in asked}, occasion__in={one.occasion for one in asked}
    )
    for thing_id, occasion, person_id, mailbox in messages.values_list(
        "thing_id", "occasion", "person_id", "mailbox"
    ):
        found.setdefault((thing_id, occasion), set()).add(person_id or mailbox)
    return found


def _message(t: Turn, one: Telling, **to: UUID | str) -> Message:
    return Message(
        **to,
        thing_kind=one.thing_kind,
        thing_id=one.thing_id,
        circle=one.stream,
        occasion=one.occasion,
        urgency=one.urgency,
        made_at=t.now,
        to_the_hour=is_blurred(),
    )


def mark_opened(t: Turn, *, thing_id: UUID, person_id: UUID) -> None:
    """A person opened the record: everything they were told about it is answered."""
    unopened = Message.objects.filter(thing_id=thing_id, person_id=person_id, opened_at=None)
    messages = list(unopened.order_by("id"))
    unopened.update(opened_at=t.now)
    for circle in sorted({message.circle for message in messages}):
        these = [message for message in messages if message.circle == circle]
        verb = Opened(tuple(message.id for message in these))
        t.record(verb, Subject(these[0].thing_kind, thing_id), stream=Stream(circle))


def move_to(stream: Stream, *, thing_id: UUID) -> None:
    """A matter moved to another circle: in the turn that moves it its messages go with it, so that no list or figure of
    the old one shows them."""
    Message.objects.filter(thing_id=thing_id).update(circle=stream)


def shut(t: Turn, thing_kinds: Collection[str]) -> None:
    """Nobody may be told of any thing of these kinds that there is: whoever would open it can read no word of it. The
    messages leave both circles; those that had not gone out never will."""
    ours = Message.objects.filter(thing_kind__in=thing_kinds)
    ours.filter(progress__in=UNSETTLED).update(progress=Progress.WITHHELD, settled_at=t.now)
    ours.update(circle=SHUT)


def send(message_id: UUID, *, channel: Channel, context: JobContext) -> None:
    """Send one message, if its person may still be told; raises `Unreachable` when it is to be tried again."""
    message = Message.objects.get(pk=message_id)
    if not _begin(message, context):
        return
    also = waiting_with(message, context.now())
    try:
        reached = channel.send(message, context.now(), also)
    except TurnedAway:
        reached = Progress.FAILED
    except Unreachable as fault:
        with _turn_about(message, context.now()) as t:
            message.trouble = fault.trouble
            message.save(update_fields=["trouble"])
            if context.is_last:
                _settle(t, message, Progress.FAILED)
        raise
    with _turn_about(message, context.now()) as t:
        context.finish()
        _settle(t, message, reached)
    if reached is Progress.ACCEPTED:
        _settle_with_it(also, context.now())


def _settle_with_it(also: Sequence[Message], now: datetime) -> None:
    """The letter that was accepted stood for these too; their own jobs find nothing left to do."""
    for to_the_hour in (False, True):
        ids = [one.id for one in also if one.to_the_hour is to_the_hour]
        for first in range(0, len(ids), _SETTLED_AT_ONCE):
            with _turn(now, to_the_hour=to_the_hour) as t:
                some = ids[first : first + _SETTLED_AT_ONCE]
                for one in Message.objects.filter(pk__in=some, progress__in=UNSETTLED).order_by("id"):
                    _settle(t, one, Progress.ACCEPTED)


def _begin(message: Message, context: JobContext) -> bool:
    """Write down that it is tried, before it is; False when there is nothing to send any more."""
    with _turn_about(message, context.now()) as t:
        if message.progress not in UNSETTLED:
            context.finish()
            return False
        if message.opened_at is not None or not may_still_be_told(message, t.moment.known_at):
            context.finish()
            _settle(t, message, Progress.ANSWERED if message.opened_at else Progress.WITHHELD)
            return False
        message.progress, message.tries, message.tried_at = Progress.TRYING, message.tries + 1, t.now
        message.save(update_fields=["progress", "tries", "tried_at"])
    return True


def _settle(t: Turn, message: Message, progress: Progress) -> None:
    message.progress, message.settled_at = progress, t.now
    message.save(update_fields=["progress", "settled_at"])
    if verb := _VERBS.get(progress):
        t.record(
            verb(message.id), Subject(message.thing_kind, message.thing_id), stream=Stream(message.circle)
        )


@contextmanager
def _turn_about(message: Message, now: datetime) -> Iterator[Turn]:
    """Take the turn and look at the message again."""
    with _turn(now, to_the_hour=message.to_the_hour) as t:
        message.refresh_from_db()
        yield t


@contextmanager
def _turn(now: datetime, *, to_the_hour: bool) -> Iterator[Turn]:
    """The sender's turn; on the hour when no finer time may be kept."""
    at = hour_of(now) if to_the_hour else now
    with (
        blurred(at) if to_the_hour else nullcontext(),
        turn(actor=_SENDER, now=now, kept=at, always=True) as t,
    ):
        yield t
