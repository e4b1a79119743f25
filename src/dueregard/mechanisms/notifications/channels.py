"""How a message reaches a person: by mail, by a tray on screen for invented people, else on their own page."""

import smtplib
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.validators import validate_email

from ...authority.identity.queries import details
from ...authority.policy.queries import lookup
from ...ground.kernel.moments import Moment
from ...ground.tenancy.operations import here
from .letters import letter
from .models import Message
from .smtp import fault_of
from .troubles import MailFault, Trouble
from .vocabulary import Progress, Urgency


class Unreachable(RuntimeError):
    """The mail server did not take the message this time, and why not."""

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        super().__init__(trouble.value)


class TurnedAway(RuntimeError):
    """The mail server will not take mail for this person, now or later."""


class Channel(Protocol):
    """A way to reach people."""

    def send(self, message: Message, now: datetime, also: Sequence[Message] = ()) -> Progress:
        """Reach the person and say how far the message came; raises `Unreachable` or `TurnedAway`. `also`: others for
        the same person that have waited too long, for which one letter stands."""


class Tray:
    """The provider is fictional: the mail lies in a tray on screen and never leaves, whatever the settings say."""

    def send(self, message: Message, now: datetime, also: Sequence[Message] = ()) -> Progress:
        """There is nothing to send."""
        return Progress.IN_TRAY


class NoMail:
    """No mail is set up: the message waits on the person's page, and pages say that mail is off."""

    def send(self, message: Message, now: datetime, also: Sequence[Message] = ()) -> Progress:
        """There is nothing to send."""
        return Progress.MAIL_OFF


class Mail:
    """Mail by SMTP."""

    def send(self, message: Message, now: datetime, also: Sequence[Message] = ()) -> Progress:
        """Hand it to the mail server."""
        to = mailbox_of(message.mailbox, now) if message.mailbox else address_of(message.person_id, now)
        if not to:
            return Progress.NO_ADDRESS
        all_of_them = (message, *also)
        urgency = min((Urgency(one.urgency) for one in all_of_them), key=list(Urgency).index)
        words = letter(urgency, several=bool(also))
        first = min(all_of_them, key=lambda one: (one.made_at, one.id))
        mail = EmailMessage(
            words.subject,
            words.body,
            to=[to],
            headers={"Message-ID": first.message_id, "Auto-Submitted": "auto-generated"},
            connection=get_connection(),
        )
        # What the server said could hold an address, so it goes no further than here.
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as refusal:
            raise (TurnedAway() if _for_good(refusal) else Unreachable(Trouble.NOT_NOW)) from None
        except MailFault as fault:
            raise Unreachable(fault.trouble) from None
        except (smtplib.SMTPException, OSError) as trouble:
            raise Unreachable(fault_of(trouble)) from None
        return Progress.ACCEPTED


def _for_good(refusal: smtplib.SMTPRecipientsRefused) -> bool:
    """A 5xx answer about the recipient says that trying again is no use; 4xx is a server that is busy or wary."""
    return all(code >= 500 for code, _ in refusal.recipients.values())


def mailbox_of(contact: str, now: datetime) -> str:
    """The address the provider gave for a contact of its policies, `policy/contact.id`; empty when it gave none that is
    exactly one address."""
    return _checked(str(lookup(Moment.now(now)).local(f"{contact}.channels.email") or ""))


def address_of(person_id: UUID | None, now: datetime) -> str:
    """The mail address of a person of the provider in scope; empty when they have none that is exactly one address.

    Checked here too, because an import may bring anything, and a line break in an address would be a header of its own.
    """
    known = details([person_id], Moment.now(now)).get(person_id) if person_id else None
    return _checked(known.email if known else "")


def _checked(address: str) -> str:
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address


def channel_here() -> Channel:
    """The channel of the provider in scope."""
    if here().fictional:
        return Tray()
    return Mail() if settings.EMAIL_HOST else NoMail()
