"""Tokens for the mail server: OAuth 2.0 with client credentials (RFC 6749, 4.4), held until they end."""

import json
import ssl
import time
from dataclasses import dataclass
from http.client import HTTPException, HTTPSConnection
from urllib.parse import urlencode, urlsplit

from .troubles import MailFault, Trouble

_PATIENCE = 20
"""Seconds for the address to answer."""
_EARLY = 60
"""Seconds before its end a token is taken for ended: it must outlast the conversation it is used in."""
_MOST = 1_000_000
"""Bytes of an answer that are read."""


@dataclass(frozen=True, slots=True)
class TokenSource:
    """Where tokens come from, and as whom we ask."""

    endpoint: str
    client: str
    scope: str


_held: dict[TokenSource, tuple[str, float]] = {}
"""For each source the token it gave, and until when by the clock that only goes forward."""


def token(source: TokenSource, secret: str, trusted: ssl.SSLContext) -> str:
    """A token that is good now; raises `MailFault` when there is none to be had."""
    held, until = _held.get(source, ("", 0.0))
    if held and time.monotonic() < until:
        return held
    asked = time.monotonic()
    status, answer = _ask(source, secret, trusted)
    if status != 200:
        raise MailFault(Trouble.TOKENS_UNREACHABLE if status >= 500 else Trouble.TOKENS_REFUSED)
    try:
        said = json.loads(answer)
        given, lasts = str(said["access_token"]), float(said.get("expires_in", 0))
        if (
            not given
            or not given.isascii()
            or not given.isprintable()
            or said["token_type"].lower() != "bearer"
        ):
            raise ValueError
    except (AttributeError, KeyError, TypeError, ValueError):
        raise MailFault(Trouble.TOKENS_GARBLED) from None
    _held[source] = (given, asked + lasts - _EARLY)
    return given


def forget(source: TokenSource) -> None:
    """The mail server refused the token that is held: ask for another the next time."""
    _held.pop(source, None)


def _ask(source: TokenSource, secret: str, trusted: ssl.SSLContext) -> tuple[int, bytes]:
    """What the address answers. Nothing here follows when it is led elsewhere: the secret goes nowhere else."""
    where = urlsplit(source.endpoint)
    if where.scheme != "https" or not where.hostname:
        raise MailFault(Trouble.UNENCRYPTED)
    said = {
        "grant_type": "client_credentials",
        "client_id": source.client,
        "client_secret": secret,
        "scope": source.scope,
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    connection = HTTPSConnection(where.hostname, where.port or 443, timeout=_PATIENCE, context=trusted)
    try:
        connection.request("POST", where._replace(scheme="", netloc="").geturl(), urlencode(said), headers)
        answer = connection.getresponse()
        return answer.status, answer.read(_MOST)
    except ssl.SSLCertVerificationError:
        raise MailFault(Trouble.CERTIFICATE) from None
    except (HTTPException, OSError):
        raise MailFault(Trouble.TOKENS_UNREACHABLE) from None
    finally:
        connection.close()
