"""Certificates of restore drills: what was tried, with what it was opened, and what that proved. Bytes in, bytes out.

One signed line for each, kept beside the register, so that it outlives the records. They say nothing of any record.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ..kernel.canonical import canonical_json

_FORMAT = 1


class OpenedWith(StrEnum):
    """What opened the backup."""

    OWN = "own secret"
    """The identity or passphrase that is kept for the day of need."""
    ONE_TIME = "one-time key"
    """A second recipient of this one backup, made for the drill and forgotten after it: the machine that makes backups
    has nothing else that opens them."""


class Proof(StrEnum):
    """What a drill can prove, in the order in which it tries."""

    WHOLE = "the file on the disk opens and is whole"
    PLACED = "it goes into an empty database, which then holds what the backup says"
    CHAINS = (
        "every entry of the audit record follows from the one before, up to the ends that the backup names"
    )
    WORDS = "every word opens with the record keys beside it and the master key, and is what was written"
    REGISTER = "the register is there, and says what must not come back"
    OWN = "your own identity or passphrase opens it"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What came of one drill."""

    at: datetime
    file: str
    sha256: str
    """Of the file as it lay on the disk."""
    opened_with: OpenedWith
    proved: tuple[Proof, ...]
    fault: str
    """Why the backup could not be restored, as a sentence; empty when it could."""

    @property
    def not_proved(self) -> tuple[Proof, ...]:
        """What this drill says nothing about."""
        return tuple(proof for proof in Proof if proof not in self.proved)


def write(certificate: Certificate, seed: bytes) -> bytes:
    """The certificate as a signed line."""
    key = Ed25519PrivateKey.from_private_bytes(seed)
    body = asdict(certificate) | {"format": _FORMAT, "proved": [proof.name for proof in certificate.proved]}
    return canonical_json(body | {"signature": key.sign(canonical_json(body)).hex()}) + b"\n"


def newest_first(data: bytes, seed: bytes) -> Iterator[Certificate]:
    """The certificates that were signed with this seed; whatever else stands there is passed over."""
    key = Ed25519PrivateKey.from_private_bytes(seed).public_key()
    for line in reversed(data.splitlines()):
        if found := _read(line, key):
            yield found


def _read(line: bytes, key: Ed25519PublicKey) -> Certificate | None:
    try:
        body: dict[str, Any] = json.loads(line)
        key.verify(bytes.fromhex(body.pop("signature")), canonical_json(body))
        if body["format"] != _FORMAT:
            return None
        return Certificate(
            datetime.fromisoformat(body["at"]),
            body["file"],
            body["sha256"],
            OpenedWith(body["opened_with"]),
            tuple(Proof[name] for name in body["proved"]),
            body["fault"],
        )
    except (AttributeError, InvalidSignature, KeyError, TypeError, ValueError):
        return None
