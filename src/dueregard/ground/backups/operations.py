"""Making a backup, putting one back, and writing down that it was."""

import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from ..audit.models import Head
from ..audit.operations import Subject, turn
from ..audit.vocabulary import Stream
from ..kernel import scope
from ..kernel.actors import Actor
from . import snapshots
from .rules import Manifest, read_manifest, unsuitable
from .sealing import Secret, seal, unseal
from .vocabulary import NotABackup, NotWhole, Restored, Unsuitable

_MANIFEST, _DATABASE = "manifest.json", "database"
_MANIFEST_BYTES = 10_000_000
_UNFINISHED = ".unfinished-"


def back_up(target: Path, secret: Secret, *, now: datetime) -> Manifest:
    """Write an encrypted backup of the whole installation into the new file `target`, which is whole or not there."""
    if target.exists():
        raise Unsuitable(
            f"There is already a file {target.name}. Choose another name; nothing is overwritten."
        )
    with _work_folder() as folder:
        contents = snapshots.take(folder / _DATABASE)
        manifest = Manifest(version("dueregard"), now, connection.vendor, _settings(), contents)
        partial = target.with_name(f"{target.name}.part")
        try:
            with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                seal(lambda stream: _pack(stream, manifest, folder / _DATABASE), file, secret)
                file.flush()
                os.fsync(file.fileno())
            os.replace(partial, target)
        finally:
            partial.unlink(missing_ok=True)
    return manifest


def put_back(source: Path, secret: Secret) -> Manifest:
    """Put a backup into an empty installation; refuses, and leaves nothing behind, unless it is whole and fits."""
    _refuse_unless_empty()
    with _work_folder() as folder:
        plain = folder / "plain"
        with source.open("rb") as sealed, plain.open("xb") as opened:
            unseal(sealed, opened, secret)
        manifest = _unpack(plain, folder / _DATABASE)
        plain.unlink()
        if why := unsuitable(manifest, known=_known_migrations(), database=connection.vendor):
            raise Unsuitable(why)
        snapshots.put_back(folder / _DATABASE)
    with connection.cursor() as cursor:
        if snapshots.contents(cursor) != manifest.contents:
            raise NotWhole("What was restored is not what the backup says it holds. Do not use it.")
    return manifest


def note_restored(manifest: Manifest, *, actor: Actor, now: datetime) -> dict[str, str]:
    """Write into both chains of the provider in scope that it was restored; returns each chain's new head."""
    provider = scope.provider_id()
    old = {stream: seq for owner, stream, seq, _ in manifest.contents.heads if owner == str(provider)}
    with turn(actor=actor, now=now) as taken:
        for stream in Stream:
            restored = Restored(manifest.made_at, old[stream])
            taken.record(restored, Subject("provider", provider), stream=stream)
    return dict(Head.objects.values_list("stream", "hash"))


def _settings() -> dict[str, str]:
    """What whoever restores must set again, without any secret."""
    return {"DUEREGARD_ADDRESS": settings.ADDRESS, "DUEREGARD_MAIL_FROM": settings.DEFAULT_FROM_EMAIL}


def _known_migrations() -> set[str]:
    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}


@contextmanager
def _work_folder() -> Iterator[Path]:
    """A private folder in the data folder, so that a snapshot lies nowhere that the records themselves do not."""
    data = Path(settings.DATA)
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix=_UNFINISHED, dir=data) as folder:
        yield Path(folder)


def _refuse_unless_empty() -> None:
    data = Path(settings.DATA)
    for path in data.iterdir() if data.exists() else ():
        if not path.name.startswith(_UNFINISHED):
            raise Unsuitable(
                "The data folder is not empty. A backup is restored into an empty one only: move the old one away, or "
                "set DUEREGARD_DATA to another."
            )
        shutil.rmtree(path)  # left by a backup or restore that was cut off
    if connection.vendor == "postgresql" and connection.introspection.table_names():
        raise Unsuitable("The PostgreSQL database is not empty. Make an empty one and restore into that.")


def _pack(stream: BinaryIO, manifest: Manifest, database: Path) -> None:
    with tarfile.open(fileobj=stream, mode="w|") as archive:
        document = json.dumps(manifest.document(), indent=1).encode()
        entry = tarfile.TarInfo(_MANIFEST)
        entry.size = len(document)
        archive.addfile(entry, io.BytesIO(document))
        entry = tarfile.TarInfo(_DATABASE)
        entry.size = database.stat().st_size
        with database.open("rb") as file:
            archive.addfile(entry, file)


def _unpack(plain: Path, database: Path) -> Manifest:
    """The manifest of an opened backup, and its database written out; nothing else in it is looked at."""
    try:
        with tarfile.open(plain, "r:") as archive:
            document, packed = archive.extractfile(_MANIFEST), archive.extractfile(_DATABASE)
            if document is None or packed is None:
                raise NotABackup
            read = json.loads(document.read(_MANIFEST_BYTES))
            with database.open("xb") as file:
                shutil.copyfileobj(packed, file, 1 << 20)
    except (tarfile.TarError, KeyError, ValueError):
        raise NotABackup from None
    manifest = read_manifest(read)
    if manifest is None and isinstance(read, dict) and read.get("product") == "dueregard":
        raise Unsuitable("This backup was made by a newer version of Due Regard. Install that version first.")
    if manifest is None:
        raise NotABackup
    database.chmod(0o600)
    return manifest
