"""Writing down what was found out about a file: once, and in the chain of the thing it belongs to."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from uuid import UUID

from ....ground.audit.operations import Subject, Turn, turn
from ....ground.audit.promising import promise
from ....ground.jobs.rules import hour_of
from ....ground.kernel.actors import Actor
from ....ground.kernel.ids import blurred
from ..models import Finding, StoredFile
from ..queries import file_with, found_of
from ..sealing import Sealed
from ..things import stream_of
from ..vocabulary import FileFlagged, FileLookedAt, Found

_LOOKER = Actor.system("files")


@contextmanager
def turn_about(file: StoredFile, now: datetime) -> Iterator[tuple[Turn, StoredFile]]:
    """Take the turn and look at the file again; to the hour when no finer time may be kept."""
    at = hour_of(now) if file.to_the_hour else now
    with (
        blurred(at) if file.to_the_hour else nullcontext(),
        turn(actor=_LOOKER, now=now, kept=at, always=True) as t,
    ):
        yield t, file_with(file.id)


def note(t: Turn, file: StoredFile, found: Found, *, copy: Sealed | None = None) -> UUID | None:
    """Record something about a file, in the caller's transaction; None when that was known, or when it comes too late:
    of what must not be opened, or is infected, or was disposed of, nothing more is found out."""
    known = found_of(file)
    over = known & {Found.MUST_NOT_BE_OPENED, Found.INFECTED}
    if found in known or file.key.wrapped is None or (over and found is not Found.MUST_NOT_BE_OPENED):
        return None
    row = Finding(file=file, found=found.value, recorded_at=t.now, by=t.actor.written)
    promised = []
    if copy is not None:
        row.copy = copy.blob
        promised = [promise(row, "sealed", json.dumps(copy.words()), file.key)]
    row.save()
    verb = (
        FileFlagged(file.id, row.id)
        if found is Found.MUST_NOT_BE_OPENED
        else FileLookedAt(file.id, row.id, found)
    )
    stream = stream_of(file.thing_kind, file.thing_id)
    t.record(verb, Subject(file.thing_kind, file.thing_id), stream=stream, commitments=promised)
    return row.id
