"""What is waiting, for whom, and whether mail is getting through; always for one circle of the provider in scope."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Min, Q, QuerySet

from ...ground.audit.vocabulary import Stream
from ...ground.jobs.queries import is_silent, last_ran
from ...ground.kernel.prepared import Prepared
from ...ground.tenancy.operations import here
from .letters import Letter, letter
from .models import Message
from .recipients import may_still_be_told
from .troubles import Trouble
from .vocabulary import NOT_REACHED, UNSETTLED, Progress, Urgency

LATE_AFTER = timedelta(minutes=10)
"""A mail server that has not taken a message by then is in trouble: two more tries have failed."""
MOST_IN_A_LETTER = 200
"""How many messages one letter stands for, beside its own."""
_HOUR = timedelta(hours=1)
SAID_FOR = timedelta(days=7)
"""How long pages go on saying that a message could not be sent, unless the person opens the record."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one person has been told of one thing: what a page may say, and no more."""

    person_id: UUID | None
    urgency: Urgency
    progress: Progress
    recorded_at: datetime
    tries: int
    tried_at: datetime | None
    settled_at: datetime | None
    opened_at: datetime | None
    to_the_hour: bool
    """Times of trying and sending are kept to the hour: say "between two and three o'clock"."""
    mailbox: str = ""
    """The contact whose mailbox it went to, `policy/contact.id`, when it was for no person."""


def waiting_with(message: Message, now: datetime) -> tuple[Message, ...]:
    """What else has waited for the same reader longer than it should, and may still be told; oldest first, and no more
    than can be settled before the letter that stands for them is forgotten about."""
    late: QuerySet[Message] = Message.objects.filter(
        person_id=message.person_id,
        mailbox=message.mailbox,
        progress__in=UNSETTLED,
        opened_at=None,
    ).exclude(pk=message.pk)
    rows = late.filter(_made_before(now - LATE_AFTER, now - LATE_AFTER - _HOUR)).order_by("made_at", "id")
    return tuple(one for one in rows[:MOST_IN_A_LETTER] if may_still_be_told(one, now))


@dataclass(frozen=True, slots=True)
class MailHealth:
    """Whether messages get out, as far as the records of one circle show."""

    off: bool
    """No mail server is set up."""
    late_since: datetime | None
    """When the oldest message was recorded that the mail server should have taken by now."""
    failed: int
    """How many messages were given up lately and are not yet opened."""
    worker_last_ran: datetime | None
    worker_silent: bool

    @property
    def in_trouble(self) -> bool:
        """Whether mail is on and does not get through."""
        return self.late_since is not None or self.failed > 0


def state_of(thing_id: UUID) -> tuple[Standing, ...]:
    """How far everybody has been told of one thing, oldest first: for a page whose reader may see the thing."""
    rows = Message.objects.filter(thing_id=thing_id).order_by("made_at", "id")
    return tuple(standing_of(row) for row in rows)


def standing_of(row: Message) -> Standing:
    """How far one message has come."""
    return Standing(
        row.person_id,
        Urgency(row.urgency),
        Progress(row.progress),
        row.made_at,
        row.tries,
        row.tried_at,
        row.settled_at,
        row.opened_at,
        row.to_the_hour,
        row.mailbox,
    )


def shown_to(person_id: UUID, now: datetime) -> tuple[Message, ...]:
    """What waits for one person on their own page, whether or not a mail went out; asked again, as when sending."""
    waiting = Message.objects.filter(person_id=person_id, opened_at=None).exclude(progress=Progress.WITHHELD)
    return tuple(message for message in waiting.order_by("made_at", "id") if may_still_be_told(message, now))


def tray(person_id: UUID) -> tuple[tuple[datetime, Letter], ...]:
    """The mail an invented person would have had, newest first, with when it would have been sent."""
    rows = Message.objects.filter(person_id=person_id, progress=Progress.IN_TRAY).order_by(
        "-settled_at", "-id"
    )
    return tuple((row.settled_at, letter(Urgency(row.urgency))) for row in rows)


def undelivered(circle: Stream) -> QuerySet[Message]:
    """Messages of which nothing has gone out, and whose person has not opened the record; oldest first."""
    rows: QuerySet[Message] = Message.objects.filter(circle=circle, progress__in=NOT_REACHED, opened_at=None)
    return rows.order_by("made_at", "id")


def unopened_since(limit: datetime, circle: Stream) -> QuerySet[Message]:
    """Messages made at or before `limit` whose person has not opened the record, however they were told; oldest first.

    Whoever escalates looks here: mail that nobody reads and mail that never left are the same to the one who waits.
    What went to a mailbox is not among them: nobody opens a record from there.
    """
    rows: QuerySet[Message] = Message.objects.filter(
        circle=circle, made_at__lte=limit, opened_at=None, mailbox=""
    )
    return rows.exclude(progress=Progress.WITHHELD).order_by("made_at", "id")


def _made_before(late: datetime, hour_before: datetime) -> Q:
    """Made before then for certain: of an anonymous report the hour alone is kept, and it may be that hour's last
    minute."""
    return Q(to_the_hour=False, made_at__lt=late) | Q(to_the_hour=True, made_at__lte=hour_before)


def _stuck(circle: str, late: datetime, hour_before: datetime, lately: datetime) -> "QuerySet[Message, Any]":
    """Since when a message should have gone out, and how many were given up lately; no row when all is well."""
    waits = Q(_made_before(late, hour_before), progress__in=UNSETTLED)
    given_up = Q(progress=Progress.FAILED, settled_at__gt=lately)
    ours = Message.objects.filter(waits | given_up, circle=circle, opened_at=None)
    counted = ours.values("circle").annotate(
        since=Min("made_at", filter=waits), n=Count("pk", filter=given_up)
    )
    return counted.values_list("since", "n")


def trouble_with_mail(circle: Stream = Stream.OPEN) -> Trouble | None:
    """What stood between a message of this circle and the mail server at the latest try that failed; None when nothing
    is known to."""
    ours = Message.objects.filter(circle=circle, opened_at=None, trouble__gt="")
    stuck = ours.filter(progress__in=UNSETTLED | {Progress.FAILED}).order_by("-tried_at", "-id")
    latest = stuck.values_list("trouble", flat=True).first()
    return Trouble(latest) if latest else None


_STUCK = Prepared(_stuck)


def mail_health(now: datetime, circle: Stream = Stream.OPEN) -> MailHealth:
    """Whether messages get out, as the messages of one circle tell: no page's figure may tell of another's."""
    late = now - LATE_AFTER
    late_since, failed = _STUCK.first(circle.value, late, late - _HOUR, now - SAID_FOR) or (None, 0)
    last = last_ran()
    return MailHealth(
        off=not settings.EMAIL_HOST and not here().fictional,
        late_since=late_since,
        failed=failed,
        worker_last_ran=last,
        worker_silent=is_silent(last, now),
    )
