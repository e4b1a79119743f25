"""Looking at our own certificates, as somebody's browser would: no more is said than hello."""

import socket
import ssl
import time
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings

from ..rules.certificates import Certificate, Seen

_PATIENCE = 3
"""Seconds. Whoever opens a page waits for it."""
_HELD_FOR = 300
"""Seconds for which an answer is good: a certificate lasts for months."""
_ENDED = 10
"""What OpenSSL calls a certificate whose time is over (X509_V_ERR_CERT_HAS_EXPIRED)."""
_held: dict[str, tuple[float, Certificate]] = {}


def certificates(now: datetime) -> list[Certificate]:
    """Those at the public address and at former ones that still lead on; none where there is no https."""
    former = [one.address for one in settings.FORMER_ADDRESSES if one.until > now]
    return [_held_or_seen(one) for one in (settings.ADDRESS, *former) if one.startswith("https://")]


def _held_or_seen(address: str) -> Certificate:
    at, held = _held.get(address, (0.0, None))
    if held is None or time.monotonic() - at > _HELD_FOR or held.seen is not Seen.GOOD:
        held = look_at(address)
        _held[address] = (time.monotonic(), held)
    return held


def look_at(address: str) -> Certificate:
    """The certificate at an address, judged by the authorities this machine trusts."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    try:
        with (
            socket.create_connection((host, parts.port or 443), timeout=_PATIENCE) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=host) as encrypted,
        ):
            shown = encrypted.getpeercert() or {}
    except ssl.SSLCertVerificationError as fault:
        return Certificate(host, Seen.ENDED if fault.verify_code == _ENDED else Seen.UNTRUSTED)
    except OSError:
        return Certificate(host, Seen.SILENT)
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown["notAfter"])), UTC)
    return Certificate(host, Seen.GOOD, ends)
