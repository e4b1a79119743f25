"""The public address of this house: what people type, what posters carry, and which former one still leads here.

It is written down beside the keys, and not in the database: who starts the web must know it before any database
answers, every web node of a house has the same key folder, and a backup put back on another machine brings none along.
"""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from .refusals import BadInput

HERE = "http://127.0.0.1:8000"
"""Where a house that was told no address answers: on its own machine alone."""
_FILE = "address.json"
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Former:
    """An address of before, and until when it is still answered."""

    address: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Addresses:
    """The public address and those of before, the newest of them first."""

    address: str
    former: tuple[Former, ...] = ()

    def moved_to(self, new: str, *, until: datetime, now: datetime) -> "Addresses":
        """After a change of address. Another port or scheme of the same host is no move: nobody could tell them apart
        by the name that was asked for."""
        kept = {former.address: former for former in self.former if former.until > now}
        if until > now and not is_loopback(self.address):
            kept = {self.address: Former(self.address, until)} | kept
        hosts = {host_of(new)}
        former = [one for one in kept.values() if host_of(one.address) not in hosts]
        return Addresses(new, tuple(former))


def read_address(typed: str) -> str:
    """An address as somebody typed it, in the one form we write it: `https://tell.example.org`.

    Raises `BadInput` for anything that is no address of a whole host, or would be read by everybody on the way.
    """
    text = typed.strip()
    try:
        parts = urlsplit(text if "//" in text else f"https://{text}")
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError:
        raise BadInput(f"“{text}” is not an address. Write it like https://tell.example.org.") from None
    if parts.scheme not in _PORTS or not host or parts.username or parts.query or parts.fragment:
        raise BadInput(f"“{text}” is not an address. Write it like https://tell.example.org.")
    if parts.path.strip("/"):
        raise BadInput(f"Due Regard wants a name of its own: {parts.scheme}://{host} without {parts.path}.")
    if parts.scheme == "http" and not _is_loopback(host):
        raise BadInput(
            f"Anybody on the way could read what people type at http://{host}. Use https://{host}, and a proxy that "
            "ends TLS."
        )
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}{'' if port in {None, _PORTS[parts.scheme]} else f':{port}'}"


def host_of(address: str) -> str:
    """The name alone, as browsers send it in `Host`, without a port."""
    host = urlsplit(address).hostname or ""
    return f"[{host}]" if ":" in host else host


def is_loopback(address: str) -> bool:
    """Whether an address reaches nothing but the machine itself."""
    return _is_loopback(urlsplit(address).hostname or "")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host in {"localhost", ""}


def written_down(keys: Path) -> Addresses | None:
    """As it was written down in this key folder; None when it never was, or cannot be read any more."""
    try:
        said = json.loads((keys / _FILE).read_text())
        former = (Former(row["address"], datetime.fromisoformat(row["until"])) for row in said["former"])
        return Addresses(str(said["address"]), tuple(former))
    except (KeyError, OSError, TypeError, ValueError):
        return None  # nothing is stopped by it: `doctor` calls an address that reaches nobody broken


def write_down(keys: Path, addresses: Addresses) -> None:
    """Write it, whole or not at all."""
    former = [{"address": one.address, "until": one.until.isoformat()} for one in addresses.former]
    partial = keys / f"{_FILE}.part"
    partial.write_text(json.dumps({"address": addresses.address, "former": former}) + "\n")
    os.replace(partial, keys / _FILE)
