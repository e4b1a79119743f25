"""How urgent a message is, how far it has come, and what is written and announced of it."""

from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from ...ground.audit.vocabulary import Verb, verb
from ...ground.jobs.occasions import Occasion, occasion
from ...ground.jobs.vocabulary import WAITS as USUAL_WAITS

WAITS = (*USUAL_WAITS, *[timedelta(hours=4)] * 24, *[timedelta(hours=24)] * 3)
"""How long to wait after each failed try: a week, every four hours for most of it, so that a mail server that was down
over a long weekend finds what waits. After the last the message has failed, and pages say so; that mail is in trouble
they say long before."""


class Urgency(StrEnum):
    """The one thing a subject line may say."""

    NOW = "now"
    TODAY = "today"
    THIS_WEEK = "this week"


class Progress(StrEnum):
    """How far a message has come. No page says more than this."""

    WAITING = "waiting"
    TRYING = "trying"
    ACCEPTED = "accepted"
    """The mail server took it. Whether anybody read it, only *opened* says."""
    IN_TRAY = "in-tray"
    """The provider is fictional: the mail lies in a tray on screen, and never leaves."""
    MAIL_OFF = "mail-off"
    """No mail is set up: it waits on the person's page."""
    NO_ADDRESS = "no-address"
    """The directory has no mail address of this person that can be used: it waits on their page."""
    ANSWERED = "answered"
    """They opened the record before it was sent, so nothing was."""
    WITHHELD = "withheld"
    """When it was to be sent, this person might no longer know of the matter."""
    FAILED = "failed"
    """The mail server would not take it for this person, or every try failed."""


UNSETTLED = frozenset({Progress.WAITING, Progress.TRYING})
NOT_REACHED = UNSETTLED | {Progress.MAIL_OFF, Progress.NO_ADDRESS, Progress.FAILED}
"""Nothing has gone out of the house to this person."""


@occasion
class MessageMade(Occasion):
    """A message lies in the outbox and is to be sent."""

    message_id: UUID
    urgency: Urgency


@verb("notifications.told")
class Told(Verb):
    """A message was put into the outbox."""

    message: UUID
    person: UUID
    urgency: Urgency


@verb("notifications.mailbox-told")
class MailboxTold(Verb):
    """A message for the mailbox of one of the policy's contacts was put into the outbox."""

    message: UUID
    urgency: Urgency


@verb("notifications.accepted")
class Accepted(Verb):
    """The mail server accepted a message."""

    message: UUID


@verb("notifications.opened")
class Opened(Verb):
    """Somebody opened the record that these messages to them were about."""

    messages: tuple[UUID, ...]


@verb("notifications.withheld")
class Withheld(Verb):
    """A message was not sent, because its reader might no longer know of the matter."""

    message: UUID


@verb("notifications.failed")
class Failed(Verb):
    """A message could not be sent after every try, or the mail server would not take it for this person."""

    message: UUID
