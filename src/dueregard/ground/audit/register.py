"""The register: what no restore may bring back, as a small signed file that is kept beside the backups, never in one.

One line for each entry of the audit record whose verb is `lasting`: ids, times, kinds and the entry's place in its
chain, no name and no word. Each line is signed together with the signature before it, so that the first that is not as
written can be named; the last line is signed over all the file and says up to where it is complete. It is read for
years: a new layout gets a new format number and this one stays readable. Pure: bytes in, bytes out.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, Self
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ..kernel.canonical import canonical_json
from ..kernel.refusals import Refusal

_PRODUCT, _FORMAT = "due regard: register", 1
Place = tuple[int, str]
"""Number and hash of an entry: its place in a chain."""
Places = Mapping[tuple[str, str], Place]
"""For a provider's id and a stream, up to where its chain was read."""


class RegisterFault(Refusal):
    """This file is not a register of Due Regard."""

    code = "register"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that lasts: an entry of the audit record without who did it."""

    provider: UUID
    stream: str
    seq: int
    hash: str
    verb: str
    subject: UUID
    at: datetime
    effective: datetime
    detail: dict[str, Any] = field(default_factory=dict)
    commitments: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> Self:
        """A line as it was written."""
        read: dict[str, Any] = {
            name: document[name] for name in ("stream", "seq", "hash", "verb", "detail", "commitments")
        }
        read |= {name: datetime.fromisoformat(document[name]) for name in ("at", "effective")}
        read |= {name: UUID(document[name]) for name in ("provider", "subject")}
        return cls(**read)


@dataclass(frozen=True, slots=True)
class Register:
    """A whole register: `lines` in the order in which they were written, complete up to `places` at `complete_at`."""

    lines: tuple[Line, ...] = ()
    places: Places = field(default_factory=dict)
    complete_at: datetime | None = None
    former: tuple[tuple[str, str], ...] = ()
    """The keys it was signed with before, the oldest first, and how each signed over the next: so that a backup of
    before proves it too."""

    def handed_over(self, former: bytes, public: str) -> Self:
        """This register, to be signed from now on with the other half of `public` in place of the seed `former`."""
        signature = Ed25519PrivateKey.from_private_bytes(former).sign(_handing(public)).hex()
        return replace(self, former=(*self.former, (public_half(former), signature)))

    def with_more(self, lines: Iterable[Line], places: Places, at: datetime) -> Self:
        """This register and what came since; a line that is there already is not written twice."""
        known = {line.hash for line in self.lines}
        fresh = tuple(line for line in lines if line.hash not in known)
        return replace(self, lines=self.lines + fresh, places={**self.places, **places}, complete_at=at)


def public_half(seed: bytes) -> str:
    """What proves registers signed with this seed, in hexadecimal; a secret of nobody."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw().hex()


def write(register: Register, seed: bytes) -> bytes:
    """The register as a file: a head, a line for each, an end."""
    key = Ed25519PrivateKey.from_private_bytes(seed)
    head = {"product": _PRODUCT, "format": _FORMAT, "key": public_half(seed), "former": register.former}
    rows = [canonical_json(head)]
    before = ""
    for line in register.lines:
        body = asdict(line)
        before = key.sign(_signed(body, before)).hex()
        rows.append(canonical_json(body | {"signature": before}))
    above = b"".join(row + b"\n" for row in rows)
    end: dict[str, Any] = {
        "lines": len(register.lines),
        "complete_at": register.complete_at,
        "places": [[*chain, *place] for chain, place in sorted(register.places.items())],
    }
    end["signature"] = key.sign(_signed(end, sha256(above).hexdigest())).hex()
    return above + canonical_json(end) + b"\n"


def read(data: bytes, public: str) -> Register:
    """A register as it was written by whoever has the other half of `public`.

    Raises `RegisterFault` with a sentence that names the first line that is not as it was written.
    """
    rows = data.splitlines()
    head = _judged_head(rows[0] if rows else b"", public)
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(head["key"]))
    end = _parsed(rows[-1])
    above = data[: data.rstrip(b"\n").rfind(b"\n") + 1]
    if end is None or not _holds(key, end, sha256(above).hexdigest()):
        raise RegisterFault(_first_wrong(rows, key))
    lines = tuple(Line.read(_parsed(row) or {}) for row in rows[1:-1])
    places = {(provider, stream): (seq, hash_) for provider, stream, seq, hash_ in end["places"]}
    at = end["complete_at"]
    former = tuple((str(before), str(signature)) for before, signature in head.get("former", ()))
    return Register(lines, places, datetime.fromisoformat(at) if at else None, former)


def _judged_head(row: bytes, public: str) -> dict[str, Any]:
    head = _parsed(row)
    if head is None or head.get("product") != _PRODUCT:
        raise RegisterFault
    if head.get("format") != _FORMAT:
        raise RegisterFault(
            "This register was written by a newer version of Due Regard. Install that version first."
        )
    if not _leads_to(head, public):
        raise RegisterFault(
            "Line 1 says that this register was written under another key: it is not the register of these records."
        )
    return head


def _leads_to(head: dict[str, Any], public: str) -> bool:
    """Whether the register is signed with this key, or with one that it was handed over to from this key."""
    try:
        keys = [*(str(before) for before, _ in head.get("former", ())), head["key"]]
        start = keys.index(public)
        for (before, signature), after in list(zip(head.get("former", ()), keys[1:], strict=True))[start:]:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(before))
            key.verify(bytes.fromhex(signature), _handing(after))
    except (InvalidSignature, KeyError, TypeError, ValueError):
        return False
    return True


def _handing(public: str) -> bytes:
    return canonical_json({"product": _PRODUCT, "handed_over_to": public})


def _first_wrong(rows: list[bytes], key: Ed25519PublicKey) -> str:
    """What is wrong with a register whose end does not hold, as a sentence."""
    before = ""
    for number, row in enumerate(rows[1:], start=2):
        line, is_last = _parsed(row), number == len(rows)
        if _holds(key, line, before) and line is not None and "verb" in line:
            before = line["signature"]
        elif is_last and line is None:
            return f"The register is cut short in line {number}."
        elif is_last and "lines" in (line or {}):
            return f"Line {number}, the end of the register, is not as it was written, or lines before it are gone."
        else:
            return f"Line {number} of the register is not as it was written, or lines before it are gone."
    return f"The register is cut short after line {len(rows)}: what came later is missing."


def _holds(key: Ed25519PublicKey, row: dict[str, Any] | None, before: str) -> bool:
    if row is None:
        return False
    body = {name: value for name, value in row.items() if name != "signature"}
    try:
        key.verify(bytes.fromhex(row["signature"]), _signed(body, before))
    except (InvalidSignature, KeyError, TypeError, ValueError):
        return False
    return True


def _signed(body: Mapping[str, Any], before: str) -> bytes:
    return canonical_json({"before": before, "body": body})


def _parsed(row: bytes) -> dict[str, Any] | None:
    try:
        document = json.loads(row)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None
