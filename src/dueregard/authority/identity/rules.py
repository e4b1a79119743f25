"""How often a password may be guessed, what of a network address counts, and for which address passkeys are made."""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

PERIOD = timedelta(minutes=15)
"""Tries are counted over this long from the first; then the count begins anew, so that nobody stays locked out."""
TRIES_FOR_A_NAME = 10
"""Wrong passwords for one sign-in name within the period: 960 a day, against passwords of twelve letters or more that
are on no list of common ones. A person who mistypes seldom needs five."""
TRIES_FROM_A_NETWORK = 100
"""Wrong passwords from one network within the period. A whole college may come out of one address."""
TRIES_OF_CODES, PERIOD_OF_CODES = 30, timedelta(days=1)
"""Wrong codes of six figures for one account within a day. Three codes are right at a time, so whoever has the password
and never tires gets in once in thirty years; ten a quarter of an hour would take them one."""
SHELVES = 65_536
"""Names share this many counters, and networks as many, so that guessing fills no table and none names anybody."""


def shelf(fingerprint: str) -> int:
    """Which counter something has, from its keyed fingerprint in hexadecimal."""
    return int(fingerprint[:16], 16) % SHELVES


def network_of(peer: str, forwarded: str, proxy: str = "") -> str:
    """Whence a request came: what our own proxy says when it came through one on this machine or at the
    address `proxy`, else who sent it.

    Only the last address is the proxy's own word; those before it anybody could have written. Of IPv6 the first half
    counts, because whoever has one address has all that share it. Empty when nothing that can be believed is known.
    """
    try:
        address = ip_address(peer)
        if address.is_loopback or str(address) == proxy:
            address = ip_address(forwarded.rpartition(",")[2].strip())
    except ValueError:
        return ""
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or IPv6Address(int(address) >> 64 << 64))


@dataclass(frozen=True, slots=True)
class Site:
    """The address that passkeys belong to: one made for another opens nothing here, whatever page asks for it."""

    name: str
    """The name alone, which browsers call the RP ID."""
    origin: str
    """With scheme and port, as a browser tells it."""


def site_of(address: str) -> Site | None:
    """For which address passkeys are made, from the public address; None where browsers allow none.

    They want a name, never a bare number, and https unless the machine is one's own (Web Authentication Level 2,
    5.1.3). Numbers of one's own machine stand for `localhost`.
    """
    parts = urlsplit(address)
    try:
        name, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    try:
        if not ip_address(name).is_loopback:
            return None
        name = "localhost"
    except ValueError:
        pass  # it is a name
    if not name or (parts.scheme != "https" and name != "localhost"):
        return None
    usual = {"https": 443, "http": 80}.get(parts.scheme)
    return Site(name, f"{parts.scheme}://{name}" + ("" if port in (None, usual) else f":{port}"))
