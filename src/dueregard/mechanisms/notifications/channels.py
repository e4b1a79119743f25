"""How a message reaches a person: by mail, or on their own page when there is no mail."""

import smtplib
from collections.abc import Callable
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from .models import Message
from .vocabulary import Progress

SUBJECT = "A record needs you {urgency}"
BODY = (
    "Something in Due Regard needs you {urgency}. Sign in to see it:\n\n{address}/desk/\n\n"
    "If you cannot sign in, ring whoever covers for you. Please do not reply to this message.\n"
)


class Unreachable(RuntimeError):
    """The mail server did not take the message this time."""


class Channel(Protocol):
    """A way to reach people."""

    def send(self, message: Message, now: datetime) -> Progress:
        """Reach the person, and say how far the message came; raises `Unreachable`."""


class OnScreen:
    """No mail is set up, or the provider is fictional: the message waits on the person's page, and pages say so."""

    def send(self, message: Message, now: datetime) -> Progress:
        """There is nothing to send."""
        return Progress.ON_SCREEN


class Mail:
    """Mail by SMTP. Its subject and body say that a record needs somebody, and nothing else."""

    def __init__(self, address_of: Callable[[UUID, datetime], str]) -> None:
        self._address_of = address_of

    def send(self, message: Message, now: datetime) -> Progress:
        """Hand it to the mail server. Somebody without an address has it on their page."""
        to = self._address_of(message.person_id, now)
        if not to:
            return Progress.ON_SCREEN
        mail = EmailMessage(
            SUBJECT.format(urgency=message.urgency),
            BODY.format(urgency=message.urgency, address=settings.ADDRESS),
            to=[to],
            headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
            connection=get_connection(),
        )
        try:
            mail.send()
        except (smtplib.SMTPException, OSError) as exc:
            raise Unreachable from exc
        return Progress.ACCEPTED
