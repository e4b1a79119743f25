"""The conversation with the mail server: encrypted, its certificate verified, signed in by password or by token."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.utils import DNS_NAME
from django.utils.functional import cached_property

from .secret import mail_secret
from .tokens import TokenSource, forget, token
from .troubles import MailFault, Trouble


class Backend(EmailBackend):
    """Django's, but that nothing is ever signed in to unencrypted, and that each fault has a name."""

    connection: Any
    connection_class: type[smtplib.SMTP]
    use_tls: bool
    use_ssl: bool

    @cached_property
    def ssl_context(self) -> ssl.SSLContext:
        """Whom to trust: the authorities of the system, and one of our own."""
        return _trusted()

    def open(self) -> bool:
        """Connect and sign in; raises `MailFault`."""
        if self.connection:
            return False
        if (trouble := standing_trouble()) is not None:
            raise MailFault(trouble)
        with ExitStack() as undo:
            with _named():
                connection = self._connected()
            undo.callback(connection.close)
            with _named():
                self._encrypt(connection)
            with _named(hung_up=Trouble.SIGN_IN):
                self._sign_in(connection)
            undo.pop_all()
        self.connection = connection
        return True

    def _connected(self) -> smtplib.SMTP:
        how: dict[str, Any] = {"local_hostname": DNS_NAME.get_fqdn(), "timeout": self.timeout}
        if self.use_ssl:
            how["context"] = self.ssl_context
        return self.connection_class(self.host, self.port, **how)

    def _encrypt(self, connection: smtplib.SMTP) -> None:
        if not self.use_tls:
            return
        try:
            connection.starttls(context=self.ssl_context)
        except (smtplib.SMTPNotSupportedError, smtplib.SMTPResponseException):
            raise MailFault(Trouble.NO_ENCRYPTION) from None

    def _sign_in(self, connection: smtplib.SMTP) -> None:
        source = token_source()
        if source is not None:
            said = f"user={settings.EMAIL_HOST_USER}\1auth=Bearer {token(source, mail_secret(), self.ssl_context)}\1\1"
            connection.ehlo_or_helo_if_needed()
            try:
                # A refusal comes as a challenge, to be answered by nothing.
                connection.auth("XOAUTH2", lambda challenge=None: said if challenge is None else "")
            except smtplib.SMTPException:
                forget(source)
                raise
        elif settings.EMAIL_HOST_USER:
            connection.login(settings.EMAIL_HOST_USER, mail_secret())


@contextmanager
def _named(*, hung_up: Trouble = Trouble.UNREACHABLE) -> Iterator[None]:
    """Faults by their names. Nothing of what the server said goes along: it may repeat what it was told."""
    try:
        yield
    except ssl.SSLCertVerificationError:
        raise MailFault(Trouble.CERTIFICATE) from None
    except ssl.SSLError:
        raise MailFault(Trouble.NO_ENCRYPTION) from None
    except smtplib.SMTPAuthenticationError as refused:
        # 4xx, as in 454: it cannot tell just now.
        raise MailFault(Trouble.SIGN_IN if refused.smtp_code >= 500 else Trouble.NOT_NOW) from None
    except smtplib.SMTPNotSupportedError:
        raise MailFault(Trouble.SIGN_IN) from None
    except smtplib.SMTPResponseException:
        raise MailFault(Trouble.NOT_NOW) from None
    except smtplib.SMTPServerDisconnected:
        raise MailFault(hung_up) from None
    except OSError:
        raise MailFault(Trouble.UNREACHABLE) from None


def fault_of(trouble: smtplib.SMTPException | OSError) -> Trouble:
    """What stood in the way once the conversation had begun."""
    if isinstance(trouble, smtplib.SMTPSenderRefused) and trouble.smtp_code >= 500:
        return Trouble.SENDER
    if isinstance(trouble, smtplib.SMTPServerDisconnected) or not isinstance(trouble, smtplib.SMTPException):
        return Trouble.UNREACHABLE
    return Trouble.NOT_NOW


def standing_trouble() -> Trouble | None:
    """What is wrong with how mail is set up, before anybody is asked; None when nothing is."""
    source = token_source()
    if source is None and not settings.EMAIL_HOST_USER:
        return None
    if not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL):
        return Trouble.UNENCRYPTED
    if source is not None and not source.endpoint.startswith("https://"):
        return Trouble.UNENCRYPTED
    return None if mail_secret() else Trouble.NO_SECRET


def token_source() -> TokenSource | None:
    """Where tokens come from, where the mail server wants them."""
    if not settings.MAIL_TOKEN_ENDPOINT:
        return None
    return TokenSource(settings.MAIL_TOKEN_ENDPOINT, settings.MAIL_CLIENT_ID, settings.MAIL_SCOPE)


def _trusted() -> ssl.SSLContext:
    context = ssl.create_default_context()
    if settings.MAIL_CA:
        try:
            context.load_verify_locations(settings.MAIL_CA)
        except (OSError, ssl.SSLError):
            raise MailFault(Trouble.CERTIFICATE) from None
    return context
