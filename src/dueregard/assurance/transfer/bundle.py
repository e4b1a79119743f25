"""A bundle: one zip, written and read as a stream, that says of each member what it is and its SHA-256.

Whoever reads one trusts nothing in it: names are of a closed form, sizes are counted as they are read and not as they
are told, and what the manifest does not name, or names otherwise, is refused.
"""

import hashlib
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from pydantic import ValidationError

from .case import SCHEMA, CaseFile, holds
from .vocabulary import NotABundle

MANIFEST, CASE, PAPER, PROOF = "manifest.json", "case.json", "chronology.pdf", "proof.json"
_NAME = re.compile(r"(?:manifest\.json|case\.json|chronology\.pdf|proof\.json|files/[0-9]{4}\.[a-z]{3,4})\Z")
LARGEST = 300 << 20
"""Of a bundle, sealed or open."""
_LARGEST_WORDS = 50 << 20
_MOST = 10_000
_CHUNK = 64 << 10


@dataclass(frozen=True, slots=True)
class Member:
    """Something to be put in: its name there, its sort, what it is, and its bytes."""

    name: str
    media_type: str
    what: str
    parts: Iterable[bytes]


@dataclass(frozen=True, slots=True)
class Opened:
    """A bundle whose every member is as its manifest says."""

    manifest: dict[str, Any]
    case: CaseFile
    said: tuple[str, ...]
    """Each record of it as it stands in the file, letter for letter, as JSON."""
    fingerprint: str
    """SHA-256 of `case.json`: the same record closed twice has it twice."""
    archive: zipfile.ZipFile


def write_bundle(target: BinaryIO, members: Iterable[Member], head: dict[str, Any]) -> None:
    """Write it; the manifest comes last, for it tells of the bytes that went by."""
    listed = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            hashed, size = hashlib.sha256(), 0
            with archive.open(zipfile.ZipInfo(member.name), "w", force_zip64=True) as out:
                for part in member.parts:
                    hashed.update(part)
                    size += len(part)
                    out.write(part)
            listed.append(
                {
                    "name": member.name,
                    "media_type": member.media_type,
                    "what": member.what,
                    "bytes": size,
                    "sha256": hashed.hexdigest(),
                }
            )
        manifest = {"schema": SCHEMA, **head, "members": listed}
        archive.writestr(zipfile.ZipInfo(MANIFEST), json.dumps(manifest, indent=1, sort_keys=True))


def read_bundle(source: BinaryIO) -> Opened:
    """Open one and prove all of it; raises `NotABundle` with what is wrong."""
    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, OSError, ValueError):
        raise NotABundle("This file is not a bundle, or it was cut short on its way.") from None
    try:
        _check_names(archive)
        manifest = read_object(archive, MANIFEST)
        check_members(archive, manifest)
        case, said = _case(archive)
        return Opened(manifest, case, said, _measured(archive, CASE)[1], archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, NotImplementedError, RuntimeError):
        raise NotABundle("A part of this bundle cannot be read: it was cut short or changed.") from None


def _check_names(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(names) > _MOST or len(set(names)) != len(names) or not all(map(_NAME.match, names)):
        raise NotABundle(
            "This bundle holds a file with a name that none of ours has. Nothing of it was read."
        )
    if sum(entry.file_size for entry in entries) > LARGEST:
        raise NotABundle(f"This bundle is larger than {LARGEST >> 20} MB when opened. Ask for it in parts.")
    for name in (MANIFEST, CASE):
        if name not in names:
            raise NotABundle(f"This bundle has no {name}.")


def check_members(archive: zipfile.ZipFile, manifest: dict[str, Any], *, largest: int = LARGEST) -> None:
    """Compare every member with what the manifest says of it; raises `NotABundle` naming the first that differs."""
    told = manifest.get("members")
    if manifest.get("schema") != SCHEMA or not isinstance(told, list):
        raise NotABundle(f"This bundle has another schema than {SCHEMA}, which is the one read here.")
    said = {
        str(one.get("name")): (one.get("bytes"), one.get("sha256")) for one in told if isinstance(one, dict)
    }
    there = {name: _measured(archive, name, largest) for name in archive.namelist() if name != MANIFEST}
    for name in sorted(there.keys() | said.keys()):
        if there.get(name) != said.get(name):
            raise NotABundle(f"{name} is not as the manifest says: it was changed, put in or taken out.")


def _measured(archive: zipfile.ZipFile, name: str, largest: int = LARGEST) -> tuple[int, str]:
    hashed, size = hashlib.sha256(), 0
    for part in read_member(archive, name, largest=largest):
        hashed.update(part)
        size += len(part)
    return size, hashed.hexdigest()


def read_member(archive: zipfile.ZipFile, name: str, *, largest: int = LARGEST) -> Iterator[bytes]:
    """The bytes of a member, counted as they come: what unfolds without end is refused."""
    size = 0
    with archive.open(name) as member:
        while part := member.read(_CHUNK):
            size += len(part)
            if size > largest:
                raise NotABundle("A part of this bundle is larger than it may be.")
            yield part


def read_object(archive: zipfile.ZipFile, name: str) -> dict[str, Any]:
    """A member that is one JSON object; raises `NotABundle`."""
    try:
        found = json.loads(b"".join(read_member(archive, name, largest=_LARGEST_WORDS)))
        json.dumps(found, ensure_ascii=False).encode()  # half a letter can be read, and never be written
    except (ValueError, RecursionError):
        raise NotABundle(f"{name} cannot be read.") from None
    if not isinstance(found, dict):
        raise NotABundle(f"{name} cannot be read.")
    return found


def _case(archive: zipfile.ZipFile) -> tuple[CaseFile, tuple[str, ...]]:
    raw = read_object(archive, CASE)
    try:
        case = CaseFile.model_validate(raw)
    except ValidationError as fault:
        # The place alone: what stands there are somebody's words.
        place = ".".join(map(str, fault.errors()[0]["loc"]))
        raise NotABundle(f"{CASE} is not as schema {SCHEMA} wants it, at {place}.") from None
    for number, matter in enumerate(raw["matters"], start=1):
        for at, thing in enumerate(matter["chronology"], start=1):
            if not holds(thing):
                raise NotABundle(f"Entry {at} of record {number} is not what its fingerprint says.")
    return case, tuple(json.dumps(matter, ensure_ascii=False) for matter in raw["matters"])
