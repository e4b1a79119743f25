"""One letter sent now, so that whoever looks after the machine hears what the mail server answers."""

import smtplib

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from ...ground.kernel.refusals import BadInput, Refusal
from .troubles import MailFault


class NotTaken(Refusal):
    """The mail server did not take the letter."""

    code = "mail-not-taken"


def send_trial(address: str) -> str:
    """Send one real letter to an address that whoever runs the command typed; returns what the mail server answered.

    Raises `BadInput` when it is no address or no mail server is set up, `NotTaken` with the answer of one that refuses.
    """
    try:
        validate_email(address)
    except ValidationError:
        raise BadInput(f"“{address}” is not a mail address.", field="send-mail-to") from None
    if not settings.EMAIL_HOST:
        raise BadInput("No mail server is set up. Set DUEREGARD_MAIL_HOST first.")
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    body = _(
        "Somebody who looks after Due Regard sent this to see whether mail arrives. There is nothing to do."
    )
    mail = EmailMessage(
        _("Mail from Due Regard arrives"),
        f"{body}\n",
        to=[address],
        headers={"Auto-Submitted": "auto-generated"},
        connection=get_connection(),
    )
    try:
        mail.send()
    except MailFault as fault:
        raise NotTaken(f"{fault.trouble.sentence} {fault.trouble.mend}") from None
    except (smtplib.SMTPException, OSError) as trouble:
        raise NotTaken(f"{server} did not take the letter: {_answer(trouble)}") from None
    return f"{server} took the letter. Now look whether it arrives, and whether as unwanted mail."


def _answer(trouble: smtplib.SMTPException | OSError) -> str:
    """What the server said, or why there was none, as a sentence."""
    if isinstance(trouble, smtplib.SMTPRecipientsRefused):
        return "; ".join(_said(*answer) for answer in trouble.recipients.values())
    if isinstance(trouble, smtplib.SMTPResponseException):
        return _said(trouble.smtp_code, trouble.smtp_error)
    return f"{trouble.strerror or trouble}." if isinstance(trouble, OSError) else f"{trouble}"


def _said(code: int, text: bytes | str) -> str:
    return f"it answered {code} {text.decode(errors='replace') if isinstance(text, bytes) else text}"
