"""What an entry's hash is made of, and how a chain is judged. Pure: rows in, verdict out."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from ..kernel.canonical import canonical_json, instant


class Written(Protocol):
    """An entry's values, wherever they are kept."""

    id: UUID
    provider_id: UUID
    format: int
    stream: str
    seq: int
    at: datetime
    effective: datetime
    actor: str
    for_whom: str
    verb: str
    subject_kind: str
    subject_id: UUID
    detail: str
    commitments: str
    previous: str
    hash: str


def leaf_hash(entry: Written) -> str:
    """The hash of an entry in the leaf form of RFC 6962 (a zero byte first), so that a tree can be built later."""
    body = canonical_json(
        {
            "format": entry.format,
            "provider": entry.provider_id,
            "stream": entry.stream,
            "seq": entry.seq,
            "id": entry.id,
            "at": instant(entry.at),
            "effective": instant(entry.effective),
            "actor": entry.actor,
            "for_whom": entry.for_whom,
            "verb": entry.verb,
            "subject_kind": entry.subject_kind,
            "subject_id": entry.subject_id,
            "detail": entry.detail,
            "commitments": entry.commitments,
            "previous": entry.previous,
        }
    )
    return hashlib.sha256(b"\0" + body).hexdigest()


def commitment(salt: bytes, words: str, beside: str) -> str:
    """What the ledger keeps of words and of what stands beside them: enough to prove both later, nothing to guess
    either by once the salt is gone. Words hold no null character, so nobody can pass some of one for the other."""
    both = f"{words}\0{beside}" if beside else words
    return hashlib.sha256(b"commit" + salt + both.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Fault:
    """The first entry of a stream that is not what was written."""

    stream: str
    seq: int
    entry: str
    what: str


class GoneByRestore(Fault):
    """No tampering: the entry was lost by a restore that the record itself tells of."""


class NotProved(Fault):
    """No tampering, and no proof either: nobody can tell any more who signed this."""


@dataclass(frozen=True, slots=True)
class ChainEnd:
    """Where a chain that holds ends."""

    seq: int
    hash: str


def judge_chain(stream: str, entries: Iterable[Written], start: ChainEnd) -> ChainEnd | Fault:
    """Walk a stream in order; name the first entry that is missing, out of place or changed."""
    seq, previous = start.seq, start.hash
    for entry in entries:
        seq += 1
        if entry.seq != seq:
            return Fault(stream, seq, "", f"entry {seq} is missing")
        if entry.previous != previous:
            return Fault(stream, seq, str(entry.id), f"entry {seq} does not follow entry {seq - 1}")
        if leaf_hash(entry) != entry.hash:
            return Fault(stream, seq, str(entry.id), f"entry {seq} was changed after it was written")
        previous = entry.hash
    return ChainEnd(seq, previous)
