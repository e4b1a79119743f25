"""Looking a file through: the scanner first, then the washing.

Each step is written down as it is done, and the job may be killed anywhere: the next worker goes on with the step that
is missing. What had been written of a copy by then nobody can open, and `tidy` removes it.
"""

import io
from typing import BinaryIO, cast
from uuid import UUID

from ....ground.jobs.declaring import JobContext
from ....ground.jobs.occasions import announce
from .. import scanner, store
from ..models import StoredFile
from ..queries import file_with, found_of, original_of
from ..sealing import Sealed, Sealing
from ..vocabulary import FileFoundInfected, Found, Kind
from ..washer import CannotBeWashed, wash
from .finding import note, turn_about

_OVER = {Found.MUST_NOT_BE_OPENED, Found.INFECTED}


def look_through(file_id: UUID, *, context: JobContext) -> None:
    """Scan and wash one file, as far as that has not been done.

    Raises `ScannerSilent` when the scanner does not answer: until it does, nobody can open the file.
    """
    file = file_with(file_id)
    found = found_of(file)
    if file.key.wrapped is None or found & _OVER:
        return
    if scanner.is_set_up() and Found.CLEAN not in found:
        with original_of(file).open() as original:
            infected = scanner.is_infected(original.each())
        if infected:
            _infected(file, context)
            return
        with turn_about(file, context.now()) as (t, again):
            note(t, again, Found.CLEAN)
    if not found & {Found.WASHED, Found.NOT_WASHED}:
        context.extend()
        _wash(file, context)


def _infected(file: StoredFile, context: JobContext) -> None:
    with turn_about(file, context.now()) as (t, again):
        if note(t, again, Found.INFECTED):
            announce(FileFoundInfected(file.id, file.thing_id), t)


def _wash(file: StoredFile, context: JobContext) -> None:
    copy = _washed(file)
    with turn_about(file, context.now()) as (t, again):
        noted = note(t, again, Found.WASHED if copy else Found.NOT_WASHED, copy=copy)
    if copy and noted is None:
        store.remove(copy.blob)


def _washed(file: StoredFile) -> Sealed | None:
    sealing = Sealing()
    try:
        with io.BufferedReader(original_of(file).open()) as original:
            wash(cast(BinaryIO, original), sealing.write, kind=Kind(file.kind), size=file.size)
    except CannotBeWashed:
        sealing.abandon()
        return None
    except BaseException:
        sealing.abandon()
        raise
    return sealing.finish()
