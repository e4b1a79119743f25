"""The files of a backup: written whole or not at all, opened in a private folder, packed and unpacked."""

import io
import json
import os
import re
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from . import snapshots
from .rules import Manifest, read_manifest
from .sealing import Secret, seal, unseal
from .vocabulary import NotABackup, Unsuitable

_MANIFEST = "manifest.json"
_MANIFEST_BYTES = 10_000_000
UNFINISHED = ".unfinished-"
STREAMS = "files"
"""Where in a backup, and in the folder it is opened in, the files lie that people handed in."""
_STREAM = re.compile(rf"{STREAMS}/([0-9a-f]{{2}}/[0-9a-f]{{32}})")


@contextmanager
def work_folder() -> Iterator[Path]:
    """A private folder in the data folder, so that a snapshot lies nowhere that the records themselves do not."""
    data = Path(settings.DATA)
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=data) as folder:
        yield Path(folder)


def seal_into(target: Path, secret: Secret, write: Callable[[BinaryIO], None]) -> None:
    """Encrypt whatever `write` writes into a file that is there whole or not at all."""
    partial = target.with_name(f"{target.name}.part")
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            seal(write, file, secret)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)


def open_into(target: Path, source: Path, secret: Secret) -> None:
    """Decrypt a file into a new one."""
    with source.open("rb") as sealed, target.open("xb") as opened:
        unseal(sealed, opened, secret)


def pack(stream: BinaryIO, manifest: Manifest, folder: Path) -> None:
    """Write the manifest, then the files of a snapshot but for the record keys, then what people handed in.

    That comes last: its bytes were on disk before the rows that tell of them, so whatever the snapshot tells of is
    there. They are encrypted as they lie, under keys that are in no backup.
    """
    with tarfile.open(fileobj=stream, mode="w|") as archive:
        document = json.dumps(manifest.document(), indent=1).encode()
        entry = tarfile.TarInfo(_MANIFEST)
        entry.size = len(document)
        archive.addfile(entry, io.BytesIO(document))
        for path in (folder / snapshots.DATABASE, folder / snapshots.ROWS):
            if path.exists():
                entry = tarfile.TarInfo(path.name)
                entry.size = path.stat().st_size
                with path.open("rb") as file:
                    archive.addfile(entry, file)
        for path in sorted(Path(settings.FILES).glob("[0-9a-f][0-9a-f]/*")):
            if _STREAM.fullmatch(name := f"{STREAMS}/{path.parent.name}/{path.name}"):
                with suppress(FileNotFoundError):  # disposed of since it was listed
                    _add(archive, name, path)


def _add(archive: tarfile.TarFile, name: str, path: Path) -> None:
    entry = tarfile.TarInfo(name)
    with path.open("rb") as file:
        found = os.fstat(file.fileno())
        entry.size, entry.mtime = found.st_size, int(found.st_mtime)
        archive.addfile(entry, file)


def unpack(plain: Path, folder: Path) -> Manifest:
    """The manifest of an opened backup, and the files of its snapshot written out; nothing else in it is looked at."""
    try:
        with tarfile.open(plain, "r:") as archive:
            document = archive.extractfile(_MANIFEST)
            if document is None:
                raise NotABackup
            read = json.loads(document.read(_MANIFEST_BYTES))
            _write_out(archive, snapshots.DATABASE, folder)
            if snapshots.ROWS in archive.getnames():
                _write_out(archive, snapshots.ROWS, folder)
            for entry in archive:
                if (stream := _STREAM.fullmatch(entry.name)) and entry.isfile():
                    _write_stream(archive, entry, folder / STREAMS / stream[1])
    except (tarfile.TarError, KeyError, ValueError):
        raise NotABackup from None
    manifest = read_manifest(read)
    if manifest is None and isinstance(read, dict) and read.get("product") == "dueregard":
        raise Unsuitable("This backup was made by a newer version of Due Regard. Install that version first.")
    if manifest is None:
        raise NotABackup
    return manifest


def _write_stream(archive: tarfile.TarFile, entry: tarfile.TarInfo, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    packed = archive.extractfile(entry)
    if packed is None:
        raise NotABackup
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        shutil.copyfileobj(packed, file, 1 << 20)
    os.utime(target, (entry.mtime, entry.mtime))


def put_streams_back(folder: Path) -> None:
    """Put what people handed in where it belongs, in an installation that has none."""
    if (folder / STREAMS).exists():
        os.replace(folder / STREAMS, settings.FILES)


def _write_out(archive: tarfile.TarFile, name: str, folder: Path) -> None:
    packed = archive.extractfile(name)
    if packed is None:
        raise NotABackup
    (folder / name).touch(mode=0o600)
    with (folder / name).open("wb") as file:
        shutil.copyfileobj(packed, file, 1 << 20)
