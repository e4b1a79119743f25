"""How urgent a message is, how far it has come, and what is written of it."""

from enum import StrEnum
from uuid import UUID

from ...ground.audit.vocabulary import Verb, verb


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
    ON_SCREEN = "on-screen"
    """No mail is set up (or the provider is fictional): it waits on the person's page."""
    WITHHELD = "withheld"
    """When it was to be sent, this person might no longer know of the matter."""
    FAILED = "failed"


@verb("notifications.told")
class Told(Verb):
    """A message was put into the outbox."""

    person: UUID
    urgency: Urgency


@verb("notifications.accepted")
class Accepted(Verb):
    """The mail server accepted a message."""

    message: UUID


@verb("notifications.withheld")
class Withheld(Verb):
    """A message was not sent, because its reader might no longer know of the matter."""

    message: UUID


@verb("notifications.failed")
class Failed(Verb):
    """A message could not be sent after every try."""

    message: UUID
