"""Verifying the ledger and handing out signed heads."""

import json
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ..crypto.operations import signing_seed
from ..kernel import scope
from ..kernel.canonical import canonical_json
from .models import Entry, Head
from .rules import ChainEnd, Fault, GoneByRestore, judge_chain
from .vocabulary import GENESIS, Restored, Stream

_BATCH = 2000


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification found: how many entries each stream has, and the first fault if there is one."""

    entries: dict[str, int]
    fault: Fault | None = None


def verify() -> Verdict:
    """Recompute both chains of the provider in scope and compare their ends with the heads."""
    counts: dict[str, int] = {}
    for stream in Stream:
        rows = Entry.objects.filter(stream=stream).order_by("seq").iterator(_BATCH)
        end = judge_chain(stream, rows, ChainEnd(0, GENESIS))
        if isinstance(end, Fault):
            return Verdict(counts, end)
        head = Head.objects.filter(stream=stream).first()
        if head is None:
            return Verdict(
                counts, Fault(stream, end.seq, "", "the record has no head, so nothing can be added to it")
            )
        if (head.seq, head.hash) != (end.seq, end.hash):
            what = f"the record ends at entry {end.seq}, but its head says {head.seq}"
            return Verdict(counts, Fault(stream, end.seq, "", what))
        counts[str(stream)] = end.seq
    return Verdict(counts)


def signed_head() -> dict[str, Any]:
    """The heads as somebody outside the team may keep them: small, signed, naming nobody."""
    heads = {head.stream: {"seq": head.seq, "hash": head.hash} for head in Head.objects.all()}
    body = {"schema": 1, "provider": str(scope.provider_id()), "heads": heads}
    key = Ed25519PrivateKey.from_private_bytes(signing_seed())
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
    return body | {"key": public, "signature": key.sign(canonical_json(body)).hex()}


def check_head(document: dict[str, Any]) -> Fault | None:
    """Compare a head kept outside with today's record: the entry it names must still be there, unchanged.

    `GoneByRestore`, when it is not, but the record says of a restore that it lost entries from before that one on.
    """
    body = {name: document.get(name) for name in ("schema", "provider", "heads")}
    ours = Ed25519PrivateKey.from_private_bytes(signing_seed()).public_key()
    if document.get("key") != ours.public_bytes(Encoding.Raw, PublicFormat.Raw).hex():
        return Fault("", 0, "", "the head was not signed by this provider")
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(document["key"])).verify(
            bytes.fromhex(str(document.get("signature", ""))), canonical_json(body)
        )
    except (InvalidSignature, ValueError):
        return Fault("", 0, "", "the head's signature is not right")
    found = [
        _compare(stream, head["seq"], head["hash"]) for stream, head in dict(body["heads"] or {}).items()
    ]
    faults = [fault for fault in found if fault is not None]
    # What a restore explains in one chain must not hide what nothing explains in the other.
    return min(faults, key=lambda fault: isinstance(fault, GoneByRestore), default=None)


def _compare(stream: str, seq: int, hash_: str) -> Fault | None:
    entry = Entry.objects.filter(stream=stream, seq=seq).first()
    if seq == 0 or (entry is not None and entry.hash == hash_):
        return None
    what = f"entry {seq} is not the one kept outside"
    return _lost_by_restore(stream, seq) or Fault(stream, seq, str(entry.id) if entry else "", what)


def _lost_by_restore(stream: str, seq: int) -> GoneByRestore | None:
    """The restore, if the record tells of one, from a backup that ended before entry `seq`."""
    for entry in Entry.objects.filter(stream=stream, verb=Restored.name).order_by("seq"):
        said = json.loads(entry.detail)
        if said["old_seq"] < seq:
            what = (
                f"entry {seq}, which was kept outside, is not here. The record says that it was restored on "
                f"{entry.at:%Y-%m-%d} (entry {entry.seq}), from a backup of {said['made_at'][:10]} that ended at entry "
                f"{said['old_seq']}, and what came after that is lost. Ask who restored it, and whether the days fit"
            )
            return GoneByRestore(stream, entry.seq, str(entry.id), what)
    return None
