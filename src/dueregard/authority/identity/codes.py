"""Codes that prove who somebody is: six figures from an app (TOTP, RFC 6238), one of ten from a sheet of paper, or the
one of an invitation."""

import os
import secrets
from base64 import b32encode
from datetime import datetime
from hmac import compare_digest

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

PERIOD = 30
"""Seconds for which an app shows one code (RFC 6238, 5.2); what every app uses."""
DRIFT = 1
"""How many codes too early or too late are taken still, because telephones' clocks are not ours."""
FIGURES = 6
SECRET_BYTES = 20
"""As long as the hash (RFC 4226, 4)."""
SHEET = 10
"""How many recovery codes are handed out at a time."""
_LETTERS = "bcdfghjkmnpqrstvwxz23456789"
"""Without vowels and look-alikes, so that what is written on paper is typed right."""
_GROUPS, _IN_A_GROUP = 3, 4


def new_secret() -> bytes:
    """What a new app and we shall share."""
    return os.urandom(SECRET_BYTES)


def address_for_app(secret: bytes, *, username: str, issuer: str) -> str:
    """What the square code says: an `otpauth:` address, by which an app learns the secret and whose it is."""
    return _totp(secret).get_provisioning_uri(username, issuer)


def typed_into_app(secret: bytes) -> str:
    """The secret for whoever cannot scan it: letters and figures in groups of four."""
    return grouped(b32encode(secret).decode())


def step_of(code: str, secret: bytes, now: datetime, *, after: int = 0) -> int | None:
    """The time step whose code this is, at most one away from now; None for any other.

    `after`: the last step that was used. A code of that step or an earlier one has been seen already, and is wrong.
    """
    current = int(now.timestamp()) // PERIOD
    right = [
        step
        for step in range(current - DRIFT, current + DRIFT + 1)
        if compare_digest(_totp(secret).generate(step * PERIOD), code.encode())
    ]
    return next((step for step in right if step > after), None)


def new_recovery_codes() -> list[str]:
    """A sheet of codes, each of which stands in for a device once."""
    return [new_code() for _ in range(SHEET)]


def new_code() -> str:
    """One code to be written on paper or read out, and typed: 57 bits, more than anybody guesses."""
    return "-".join(letters(_IN_A_GROUP) for _ in range(_GROUPS))


def letters(number: int) -> str:
    """So many letters and figures that are typed right from paper."""
    return "".join(secrets.choice(_LETTERS) for _ in range(number))


def plain(code: str) -> str:
    """What somebody typed, without what people put between letters and figures: spaces, dashes, capitals."""
    return "".join(code.casefold().replace("-", " ").split())


def is_from_app(code: str) -> bool:
    """Whether this looks like the code of an app rather than one from the sheet."""
    return len(code) == FIGURES and code.isascii() and code.isdigit()


def grouped(written: str) -> str:
    """In groups of four, as people read such things aloud."""
    return " ".join(written[at : at + 4] for at in range(0, len(written), 4))


def _totp(secret: bytes) -> TOTP:
    return TOTP(secret, FIGURES, SHA1(), PERIOD)  # noqa: S303 - what RFC 6238 and every app use; an HMAC does not need collisions to be hard
