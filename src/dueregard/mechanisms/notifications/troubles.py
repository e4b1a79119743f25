"""What may stand between us and the mail server, and what mends it: one plain sentence each."""

from enum import StrEnum


class Trouble(StrEnum):
    """Why the mail server has not taken a message. A closed list: what servers say could hold an address or a
    secret."""

    UNREACHABLE = "unreachable"
    CERTIFICATE = "certificate"
    NO_ENCRYPTION = "no-encryption"
    UNENCRYPTED = "unencrypted"
    NO_SECRET = "no-secret"  # noqa: S105  # says that there is none
    SIGN_IN = "sign-in"
    TOKENS_UNREACHABLE = "tokens-silent"
    TOKENS_REFUSED = "tokens-refused"
    TOKENS_GARBLED = "tokens-garbled"
    SENDER = "sender"
    NOT_NOW = "not-now"

    @property
    def sentence(self) -> str:
        """What is wrong."""
        return _SAID[self][0]

    @property
    def mend(self) -> str:
        """What to do about it."""
        return _SAID[self][1]


_CERTIFICATE = (
    "Have it renewed; for an authority of your own set DUEREGARD_MAIL_CA to a file with its certificate."
)
_SAID = {
    Trouble.UNREACHABLE: (
        "The mail server does not answer.",
        "Look at DUEREGARD_MAIL_HOST and DUEREGARD_MAIL_PORT, and whether a firewall is in the way.",
    ),
    Trouble.CERTIFICATE: (
        "The certificate of the mail server, or of the address that gives tokens, cannot be trusted: it has expired, "
        "is for another name or of an unknown authority. Nothing was sent to it.",
        _CERTIFICATE,
    ),
    Trouble.NO_ENCRYPTION: (
        "The mail server offers no encryption in the way it was asked for, so nothing was sent to it.",
        "Ask whoever runs it: DUEREGARD_MAIL_SECURITY is starttls (port 587) or tls (port 465).",
    ),
    Trouble.UNENCRYPTED: (
        "A sign-in for mail is set up without encryption, so nothing is sent: anybody on the way could read the "
        "password.",
        "Set DUEREGARD_MAIL_SECURITY to starttls or tls, and begin DUEREGARD_MAIL_TOKEN_ENDPOINT with https.",
    ),
    Trouble.NO_SECRET: (
        "There is no password or client secret to sign in to the mail server with, or it cannot be opened.",
        "`dueregard mail secret`",
    ),
    Trouble.SIGN_IN: (
        "The mail server refuses our sign-in.",
        "Look at DUEREGARD_MAIL_USER, and give the secret anew: `dueregard mail secret`. Microsoft 365 takes no "
        "passwords any more: it wants tokens (DUEREGARD_MAIL_TOKEN_ENDPOINT).",
    ),
    Trouble.TOKENS_UNREACHABLE: (
        "The address that gives tokens for the mail server does not answer.",
        "Look at DUEREGARD_MAIL_TOKEN_ENDPOINT, and whether a firewall is in the way.",
    ),
    Trouble.TOKENS_REFUSED: (
        "The address that gives tokens for the mail server refuses us: the client secret may have ended.",
        "Make a new client secret there, then `dueregard mail secret`. Look at DUEREGARD_MAIL_CLIENT_ID and "
        "DUEREGARD_MAIL_SCOPE.",
    ),
    Trouble.TOKENS_GARBLED: (
        "The address that gives tokens for the mail server answers something else.",
        "Look at DUEREGARD_MAIL_TOKEN_ENDPOINT: it is the address of tokens, not of a page.",
    ),
    Trouble.SENDER: (
        "The mail server does not let us send under our address.",
        "Set DUEREGARD_MAIL_FROM to an address that DUEREGARD_MAIL_USER may send as.",
    ),
    Trouble.NOT_NOW: (
        "The mail server answers, and puts us off.",
        "`dueregard doctor --send-mail-to ADDRESS` says what it answers.",
    ),
}


class MailFault(Exception):
    """The mail server could not be given a letter; why, in one word of the list, and nothing of what was said."""

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        super().__init__(trouble.value)
