"""Asking an identity provider something: one origin, public addresses, no redirect, little, and soon.

An administrator types the address and our machine asks it, so it must not reach what only our machine can: a database
behind a firewall, a cloud's metadata. The name is looked up once, each address is judged, and the very address that was
judged is connected to.
"""

import json
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from time import monotonic
from typing import Any
from urllib.parse import SplitResult, urlencode, urlsplit

SECONDS_FOR_A_STEP = 5
SECONDS_IN_ALL = 10
MOST_BYTES = 256 * 1024
"""Discovery documents and key sets have a few thousand."""
_CHUNK = 16 * 1024


class Unreachable(RuntimeError):
    """It gave no answer that could be read, or must not be asked."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where questions may go, and nowhere else. `on_this_machine`: of an invented provider, whose identity provider may
    be a program beside us without TLS."""

    of: str
    on_this_machine: bool = False
    _parts: SplitResult = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_parts", _split(self.of))

    @property
    def written(self) -> str:
        """Scheme, name and port, as a content security policy takes it."""
        return f"{self._parts.scheme}://{self._parts.netloc}"

    def holds(self, address: str) -> bool:
        """Whether an address lies at this origin."""
        parts = _split(address)
        return (parts.scheme, parts.netloc) == (self._parts.scheme, self._parts.netloc)

    @property
    def may_be_asked(self) -> bool:
        """https and a name; without TLS only on this machine. No name and password in the address, and no part after
        it."""
        parts, name = self._parts, self._parts.hostname
        if not name or "@" in parts.netloc or parts.query or parts.fragment:
            return False
        return parts.scheme == "https" or (parts.scheme == "http" and self.on_this_machine and _is_here(name))


def ask(
    origin: Origin,
    address: str,
    *,
    form: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The JSON object at an address of this origin; with `form`, what it answers to that. Raises `Unreachable`."""
    if not origin.may_be_asked or not origin.holds(address):
        raise Unreachable("elsewhere")
    until = monotonic() + SECONDS_IN_ALL
    parts = _split(address)
    body = urlencode(form) if form is not None else None
    sent = {"Accept": "application/json", **(headers or {})}
    if body is not None:
        sent["Content-Type"] = "application/x-www-form-urlencoded"
    connection = _connection(origin, parts)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST" if body is not None else "GET", path, body, sent)
        answer = connection.getresponse()
        if answer.status != 200:  # also a redirect: whoever is asked answers, or nobody does
            raise Unreachable("refused")
        said = bytearray()
        while chunk := answer.read1(_CHUNK):
            said += chunk
            if len(said) > MOST_BYTES or monotonic() > until:
                raise Unreachable("too much, or too slowly")
        found = json.loads(said)
    except (OSError, HTTPException, ValueError, RecursionError) as trouble:
        raise Unreachable("no answer") from trouble
    finally:
        connection.close()
    if not isinstance(found, dict):
        raise Unreachable("no object")
    return found


def _connection(origin: Origin, parts: SplitResult) -> HTTPConnection:
    """A connection whose every address was judged before it is opened."""
    name = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    host = _judged(origin, name, port)
    if parts.scheme == "http":
        return HTTPConnection(host, port, timeout=SECONDS_FOR_A_STEP)
    return _Named(host, name, port)


class _Named(HTTPSConnection):
    """Speaks to an address that was judged, and wants the certificate of the name."""

    def __init__(self, address: str, name: str, port: int) -> None:
        self._context = ssl.create_default_context()
        super().__init__(name, port, timeout=SECONDS_FOR_A_STEP, context=self._context)
        self._address = address

    def connect(self) -> None:
        """Connect to the address, and prove the name."""
        plain = socket.create_connection((self._address, self.port), SECONDS_FOR_A_STEP)
        self.sock = self._context.wrap_socket(plain, server_hostname=self.host)


def _judged(origin: Origin, name: str, port: int) -> str:
    try:
        found = {str(row[4][0]) for row in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as trouble:
        raise Unreachable("no such name") from trouble
    for address in found:
        judged = ip_address(address.partition("%")[0])
        mapped = getattr(judged, "ipv4_mapped", None) or judged
        if not (mapped.is_global or (origin.on_this_machine and mapped.is_loopback)) or mapped.is_multicast:
            raise Unreachable("not a public address")
    return sorted(found)[0]


def _is_here(name: str) -> bool:
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return urlsplit("")
    return parts
