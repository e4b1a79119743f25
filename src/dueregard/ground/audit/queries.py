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
from .rules import ChainEnd, Fault, GoneByRestore, NotProved, judge_chain
from .vocabulary import GENESIS, Restored, Stream
from .words import ends_of_lost_words

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
    `NotProved`, when all is there, but the key it was signed with was lost.
    """
    body = {name: document.get(name) for name in ("schema", "provider", "heads")}
    ours = Ed25519PrivateKey.from_private_bytes(signing_seed()).public_key()
    signer, lost = str(document.get("key")), ends_of_lost_words()
    is_ours = signer == ours.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
    if not is_ours and not lost:
        return Fault("", 0, "", "the head was not signed by this provider")
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(signer)).verify(
            bytes.fromhex(str(document.get("signature", ""))), canonical_json(body)
        )
    except (InvalidSignature, ValueError):
        return Fault("", 0, "", "the head's signature is not right")
    heads = dict(body["heads"] or {})
    found = [_compare(stream, head["seq"], head["hash"]) for stream, head in heads.items()]
    if not is_ours:
        found.append(_signed_with_lost_key(heads, lost))
    faults = [fault for fault in found if fault is not None]
    # What a restore or a loss explains must not hide what nothing explains in the other chain.
    return min(faults, key=lambda fault: isinstance(fault, GoneByRestore | NotProved), default=None)


def _signed_with_lost_key(heads: dict[str, Any], lost: dict[str, int]) -> Fault:
    """The head was made before the keys were lost, and says nothing that is not so; or it is of somebody else."""
    if any(head["seq"] >= lost.get(stream, 0) for stream, head in heads.items()):
        return Fault("", 0, "", "the head was not signed by this provider")
    stream = str(Stream.OPEN)
    what = (
        f"the entries that the head names are here unchanged; the key it is signed with was lost (entry "
        f"{lost[stream]}), so that only whoever kept it can say that it is the one they were given"
    )
    return NotProved(stream, lost[stream], "", what)


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
