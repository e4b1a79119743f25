"""Putting messages into the outbox, and sending them.

A message is sent by claiming it under a lease, speaking to the mail server outside any transaction, then settling it.
A worker killed at any point loses nothing; only a kill between the server's answer and our commit sends twice, and then
with the same Message-ID.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from ...ground.audit.operations import Subject, Turn, turn
from ...ground.audit.vocabulary import Stream, Verb
from ...ground.kernel.actors import Actor
from ...ground.kernel.rulings import Ruling
from .channels import Channel, Unreachable
from .models import Message
from .vocabulary import Accepted, Failed, Progress, Told, Urgency, Withheld

LEASE = timedelta(minutes=5)
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4))
"""How long to wait after each failed try; after the last the message has failed, and pages say so."""

MayBeTold = Callable[[Message, datetime], Ruling]
_RULINGS: dict[str, MayBeTold] = {}
_SENDER = Actor.system("sender")


def ask_before_sending(thing_kind: str, ruling: MayBeTold) -> None:
    """Register who decides, at the moment of sending, whether a person may still be told about this kind of thing."""
    if _RULINGS.setdefault(thing_kind, ruling) is not ruling:
        raise TypeError(f"two rulings for messages about {thing_kind}")


def tell(
    t: Turn,
    *,
    people: Iterable[UUID],
    thing_kind: str,
    thing_id: UUID,
    stream: Stream,
    urgency: Urgency,
    occasion: str,
) -> None:
    """Tell people that a record needs them, in the caller's transaction. The same occasion twice tells once."""
    known = Message.objects.filter(thing_id=thing_id, occasion=occasion).values_list("person_id", flat=True)
    for person_id in dict.fromkeys(people):
        if person_id in known:
            continue
        Message(
            person_id=person_id,
            thing_kind=thing_kind,
            thing_id=thing_id,
            circle=stream,
            occasion=occasion,
            urgency=urgency,
            made_at=t.now,
            progress=Progress.WAITING,
            try_at=t.now,
        ).save(force_insert=True)
        t.record(Told(person_id, urgency), Subject(thing_kind, thing_id), stream=stream)


def mark_opened(t: Turn, *, thing_id: UUID, person_id: UUID) -> None:
    """A person opened the record: everything they were told about it is answered."""
    Message.objects.filter(thing_id=thing_id, person_id=person_id, opened_at=None).update(opened_at=t.now)


def send_due(*, channel: Channel, now: Callable[[], datetime], most: int = 100) -> int:
    """Send what is due in the provider in scope; returns how many messages were settled."""
    settled = 0
    for _ in range(most):
        message = _claim(now())
        if message is None:
            break
        settled += _send(message, channel, now)
    return settled


def _claim(now: datetime) -> Message | None:
    """Take the next due message under a lease, counting the try before it is made."""
    with transaction.atomic():
        due = Message.objects.filter(progress__in=(Progress.WAITING, Progress.TRYING), try_at__lte=now)
        message = due.select_for_update(skip_locked=True).order_by("try_at", "id").first()
        if message is None:
            return None
        message.progress, message.try_at, message.tries = Progress.TRYING, now + LEASE, message.tries + 1
        message.save(update_fields=["progress", "try_at", "tries"])
        return message


def _send(message: Message, channel: Channel, now: Callable[[], datetime]) -> int:
    ruling = _RULINGS[message.thing_kind](message, now())
    if not ruling:
        _settle(message, Progress.WITHHELD, Withheld(message.id), now())
        return 1
    try:
        reached = channel.send(message, now())
    except Unreachable:
        return _put_off(message, now())
    _settle(message, reached, Accepted(message.id) if reached is Progress.ACCEPTED else None, now())
    return 1


def _settle(message: Message, progress: Progress, verb: Verb | None, now: datetime) -> None:
    with turn(actor=_SENDER, now=now) as t:
        ours = Message.objects.filter(pk=message.pk, progress=Progress.TRYING, tries=message.tries)
        if ours.update(progress=progress, settled_at=now) and verb:
            t.record(verb, Subject(message.thing_kind, message.thing_id), stream=Stream(message.circle))


def _put_off(message: Message, now: datetime) -> int:
    if message.tries > len(WAITS):
        _settle(message, Progress.FAILED, Failed(message.id), now)
        return 1
    ours = Message.objects.filter(pk=message.pk, progress=Progress.TRYING, tries=message.tries)
    ours.update(progress=Progress.WAITING, try_at=now + WAITS[message.tries - 1])
    return 0
