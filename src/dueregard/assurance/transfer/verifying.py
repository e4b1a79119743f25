"""Whether an export is what was made: each member against the manifest, the audit record link by link, and the
signature of its ends. Needs no database: whoever has the file can do it."""

import json
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO, cast
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from ...ground.audit.models import Entry
from ...ground.audit.rules import ChainEnd, Fault, judge_chain
from ...ground.audit.vocabulary import GENESIS, Stream
from ...ground.backups.files import work_folder
from ...ground.backups.sealing import Secret
from ...ground.backups.vocabulary import WrongPassphrase
from ...ground.kernel.canonical import canonical_json
from ...ground.kernel.refusals import BadInput
from .bundle import MANIFEST, PROOF, check_members, read_member, read_object
from .everything import LEDGER
from .sealing import unseal_as_meant
from .vocabulary import NotABundle

_LARGEST = 1 << 50
"""No member is refused for its size here: it is read by as little at a time as a small one."""
_DOES_NOT_OPEN = (
    "This passphrase does not open the file, with spaces between its words or without. Look at each word, and whether "
    "all of it stands on the first line of its own file."
)
_TIMES, _IDS = ("at", "effective"), ("id", "provider_id", "subject_id")


@dataclass(frozen=True, slots=True)
class Verified:
    """An export that is whole."""

    provider: str
    made_at: str
    members: int
    entries: int
    """Of the audit record: each follows the one before, up to the end that is signed."""


def verify_export(source: BinaryIO, secret: Secret) -> Verified:
    """Open an export and prove all of it; raises `NotABundle` with what is wrong, `BadInput` for what does not open it,
    and as `unseal` does."""
    with work_folder() as folder, tempfile.TemporaryFile(dir=folder) as plain:
        try:
            unseal_as_meant(source, cast(BinaryIO, plain), secret)
        except WrongPassphrase:
            raise BadInput(_DOES_NOT_OPEN, field="passphrase-file") from None
        try:
            with zipfile.ZipFile(plain) as archive:
                return _verified(archive)
        except (zipfile.BadZipFile, EOFError, KeyError):
            raise NotABundle("This file is no export, or it was cut short.") from None


def _verified(archive: zipfile.ZipFile) -> Verified:
    manifest = read_object(archive, MANIFEST)
    check_members(archive, manifest, largest=_LARGEST)
    proof = read_object(archive, PROOF)
    _check_signature(proof)
    end = judge_chain(Stream.OPEN, _entries(archive), ChainEnd(0, GENESIS))
    if isinstance(end, Fault):
        raise NotABundle(f"The audit record in it is not what was written: {end.what}.")
    head = proof["heads"][Stream.OPEN]
    if (end.seq, end.hash) != (head["seq"], head["hash"]):
        raise NotABundle("The audit record in it does not end where its signed end says.")
    members = len(manifest["members"])
    return Verified(str(manifest.get("provider")), str(manifest.get("made_at")), members, end.seq)


def _check_signature(proof: dict[str, Any]) -> None:
    body = {name: proof.get(name) for name in ("schema", "provider", "heads")}
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(str(proof.get("key")))).verify(
            bytes.fromhex(str(proof.get("signature"))), canonical_json(body)
        )
    except (InvalidSignature, ValueError):
        raise NotABundle("The signature of the ends of the audit record is not right.") from None


def _entries(archive: zipfile.ZipFile) -> Iterator[Entry]:
    rest = b""
    for part in read_member(archive, LEDGER, largest=_LARGEST):
        *lines, rest = (rest + part).split(b"\n")
        yield from map(_entry, lines)
    if rest:
        yield _entry(rest)


def _entry(said: bytes) -> Entry:
    try:
        row = json.loads(said)
        row |= {name: datetime.fromisoformat(row[name]) for name in _TIMES}
        row |= {name: UUID(row[name]) for name in _IDS}
        return Entry(**row)
    except (ValueError, TypeError, KeyError):
        raise NotABundle("A line of the audit record in it cannot be read.") from None
