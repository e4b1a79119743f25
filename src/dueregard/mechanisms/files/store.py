"""Where the bytes lie: a folder in the data folder, a file for each stream under an id that tells nothing.

Everything that knows of folders is here. Another kind of store needs these six functions and no more; what they are
given is encrypted already.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

_PART = ".part"
_HOUR = 3600


def begin(blob: UUID) -> BinaryIO:
    """A new file to write into; it is not there for anybody until `finish`."""
    place = _place(blob)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(_part(place), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    return os.fdopen(handle, "wb")


def finish(blob: UUID, file: BinaryIO) -> None:
    """Put what was written in its place: it is on disk, also when the power fails, once this returns.

    Of when that was only the hour is kept: some files belong to what an anonymous person said.
    """
    with file:
        file.flush()
        hour = int(os.fstat(file.fileno()).st_mtime) // _HOUR * _HOUR
        os.utime(file.fileno(), (hour, hour))
        os.fsync(file.fileno())
    place = _place(blob)
    os.replace(_part(place), place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def open_(blob: UUID) -> BinaryIO:
    """The file, to be read from anywhere; raises `FileNotFoundError`."""
    return _place(blob).open("rb")


def is_there(blob: UUID) -> bool:
    """Whether there is such a file."""
    return _place(blob).exists()


def remove(blob: UUID) -> None:
    """Take it away, finished or not; what is not there needs nothing."""
    place = _place(blob)
    for path in (place, _part(place)):
        path.unlink(missing_ok=True)


def each() -> Iterator[tuple[UUID, datetime]]:
    """Every file, also what was never finished, and when it was written, to the hour or earlier."""
    for path in _folder().glob("[0-9a-f][0-9a-f]/*"):
        try:
            yield UUID(path.name.removesuffix(_PART)), datetime.fromtimestamp(path.stat().st_mtime, UTC)
        except (ValueError, FileNotFoundError):
            continue  # none of ours, or gone since it was listed


def _folder() -> Path:
    return Path(settings.FILES)


def _place(blob: UUID) -> Path:
    # By its last letters, which are random whatever made the id: no folder grows too long.
    return _folder() / blob.hex[-2:] / blob.hex


def _part(place: Path) -> Path:
    return place.with_name(f"{place.name}{_PART}")
