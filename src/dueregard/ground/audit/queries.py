"""Verifying the ledger and handing out signed heads."""

from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ..crypto.operations import signing_seed
from ..kernel import scope
from ..kernel.canonical import canonical_json
from .models import Entry, Head
from .rules import ChainEnd, Fault, judge_chain
from .vocabulary import GENESIS, Stream

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
        head = Head.objects.get(stream=stream)
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
    """Compare a head kept outside with today's record: the entry it names must still be there, unchanged."""
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
    for stream, head in dict(body["heads"] or {}).items():
        if head["seq"] == 0:
            continue
        entry = Entry.objects.filter(stream=stream, seq=head["seq"]).first()
        if entry is None or entry.hash != head["hash"]:
            return Fault(
                stream,
                head["seq"],
                str(entry.id) if entry else "",
                f"entry {head['seq']} is not the one kept outside",
            )
    return None
