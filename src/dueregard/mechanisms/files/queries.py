"""Which files a thing has and how each stands; what may be opened; what in the store is still wanted."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from ...ground.crypto.operations import unseal
from ...ground.kernel.moments import Moment
from ...ground.kernel.refusals import NothingHere
from . import scanner, store
from .models import Finding, SizeLimit, StoredFile
from .rules.standing import state_of
from .sealing import Sealed
from .vocabulary import USUAL_LIMIT, Found, Kind, State

_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Shown:
    """A file as a list of a thing's files may show it to whoever may see the thing; without its name."""

    id: UUID
    kind: Kind
    size: int
    state: State
    scanned: bool
    """Whether a virus scanner looked at it. Where none is set up, files can be opened, and pages say so."""
    recorded_at: datetime
    to_the_hour: bool


def files_of(thing_id: UUID) -> tuple[Shown, ...]:
    """The files of one thing, oldest first."""
    rows = _with_findings().filter(thing_id=thing_id).order_by("recorded_at", "id")
    return tuple(
        Shown(
            row.id,
            Kind(row.kind),
            row.size,
            standing_of(row),
            Found.CLEAN in found_of(row),
            row.recorded_at,
            row.to_the_hour,
        )
        for row in rows
    )


def file_with(file_id: UUID) -> StoredFile:
    """One file with its key and what was found out about it; raises `NothingHere`."""
    row: StoredFile | None = _with_findings().filter(pk=file_id).first()
    if row is None:
        raise NothingHere
    return row


def states_of(file_ids: Iterable[UUID]) -> dict[UUID, State]:
    """How each of these files stands now: two queries, whatever their number."""
    return {row.id: standing_of(row) for row in _with_findings().filter(pk__in=set(file_ids))}


def found_of(file: StoredFile) -> frozenset[Found]:
    """What was found out about a file."""
    return frozenset(Found(one.found) for one in file.findings.all())


def standing_of(file: StoredFile) -> State:
    """How a file stands now."""
    return state_of(found_of(file), disposed_of=file.key.wrapped is None, scans=scanner.is_set_up())


def original_of(file: StoredFile) -> Sealed:
    """The bytes that were handed in; raises `Shut`."""
    return Sealed.of(file.blob, json.loads(unseal(file, "sealed", file.key)))


def copy_of(file: StoredFile) -> Sealed | None:
    """The washed copy, if there is one; raises `Shut`."""
    row = next((one for one in file.findings.all() if one.found == Found.WASHED), None)
    if row is None or row.copy is None:
        return None
    return Sealed.of(row.copy, json.loads(unseal(row, "sealed", file.key)))


def name_of(file: StoredFile) -> str:
    """What it was called when it was handed in: for a page whose reading has been written down. Raises `Shut`."""
    return str(json.loads(unseal(file, "sealed", file.key))["name"])


def size_limit(moment: Moment) -> int:
    """How large a file may be, in bytes."""
    rows = SizeLimit.objects.known(moment.known_at).filter(since__lte=moment.as_at)
    latest = rows.order_by("-since", "-recorded_at").values_list("megabytes", flat=True).first()
    return (latest or USUAL_LIMIT) * _MEGABYTE


def unfinished() -> Iterator[UUID]:
    """Files that are still to be scanned or washed, and whose bytes and key are there."""
    done = _has(Found.WASHED, Found.NOT_WASHED)
    if scanner.is_set_up():
        done &= _has(Found.CLEAN)
    undone = StoredFile.objects.filter(key__destroyed_at=None).exclude(key__wrapped=b"")
    undone = undone.exclude(_has(Found.INFECTED, Found.MUST_NOT_BE_OPENED) | done)
    for file_id, blob in undone.order_by("id").values_list("id", "blob"):
        if store.is_there(blob):
            yield file_id


def _has(*found: Found) -> Q:
    return Q(Exists(Finding.objects.filter(file=OuterRef("pk"), found__in=found)))


def wanted_of(blobs: Iterable[UUID]) -> tuple[frozenset[UUID], frozenset[UUID]]:
    """Of these streams those that rows of the provider in scope tell of, and of them those that may still be opened by
    anybody, ever."""
    asked = list(blobs)
    originals = StoredFile.objects.filter(blob__in=asked).values_list("blob", "key__destroyed_at")
    copies = Finding.objects.filter(copy__in=asked).values_list("copy", "file__key__destroyed_at", "file_id")
    flagged = frozenset(
        Finding.objects.filter(
            found=Found.MUST_NOT_BE_OPENED, file_id__in=[file for *_, file in copies]
        ).values_list("file_id", flat=True)
    )
    known = {blob for blob, _ in originals} | {blob for blob, *_ in copies}
    wanted = {blob for blob, destroyed in originals if destroyed is None}
    wanted |= {blob for blob, destroyed, file in copies if destroyed is None and file not in flagged}
    return frozenset(known), frozenset(wanted)


def some_missing() -> bool:
    """Whether the bytes of a file that was not disposed of are not in the store; looks at each."""
    rows = StoredFile.objects.filter(key__destroyed_at=None).values_list("blob", flat=True)
    return not all(map(store.is_there, rows.iterator()))


def _with_findings() -> "QuerySet[StoredFile]":
    findings = Prefetch("findings", queryset=Finding.objects.order_by("id"))
    rows: QuerySet[StoredFile] = StoredFile.objects.select_related("key").prefetch_related(findings)
    return rows
