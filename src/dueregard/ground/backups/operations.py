"""Making a backup, putting one back, and writing down that it was."""

import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from ..audit.models import Head
from ..audit.operations import Subject, turn
from ..audit.register import Register, RegisterFault, public_half
from ..audit.register import read as read_register
from ..audit.vocabulary import Restored, Stream
from ..crypto.master import NoMasterKey, master_key
from ..crypto.operations import register_seed
from ..kernel import scope
from ..kernel.actors import Actor
from . import snapshots
from .replaying import replay
from .rules import Manifest, read_manifest, unsuitable
from .sealing import Secret, seal, unseal
from .vocabulary import NotABackup, NotWhole, RegisterWanted, Unsuitable

_MANIFEST, _DATABASE = "manifest.json", "database"
_MANIFEST_BYTES = 10_000_000
_UNFINISHED = ".unfinished-"
_RESTORING = "restore-not-finished"
_STALE = timedelta(days=1)
"""A register that ends so long before a backup is an old copy; a living one is brought up to date every hour."""


def back_up(target: Path, secret: Secret, *, now: datetime) -> Manifest:
    """Write an encrypted backup of the whole installation into the new file `target`, which is whole or not there."""
    if target.exists():
        raise Unsuitable(
            f"There is already a file {target.name}. Choose another name; nothing is overwritten."
        )
    with _work_folder() as folder:
        contents = snapshots.take(folder / _DATABASE)
        manifest = Manifest(
            version("dueregard"), now, connection.vendor, _settings(), contents, _register_key()
        )
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


def put_back(source: Path, secret: Secret, *, register: Path | None) -> tuple[Manifest, Register]:
    """Put a backup into an empty installation; refuses, and leaves nothing behind, unless it is whole and fits and the
    register beside it is too. None: there is none to be had.

    Nobody may be let in before `finish`: until then `refuse_unfinished` holds the door.
    """
    _refuse_unless_empty()
    with _work_folder() as folder:
        plain = folder / "plain"
        with source.open("rb") as sealed, plain.open("xb") as opened:
            unseal(sealed, opened, secret)
        manifest = _unpack(plain, folder / _DATABASE)
        plain.unlink()
        if why := unsuitable(manifest, known=_known_migrations(), database=connection.vendor):
            raise Unsuitable(why)
        kept = _register_of(manifest, register) if register else Register()
        (Path(settings.DATA) / _RESTORING).touch(mode=0o600)
        snapshots.put_back(folder / _DATABASE)
    with connection.cursor() as cursor:
        if snapshots.contents(cursor) != manifest.contents:
            raise NotWhole("What was restored is not what the backup says it holds. Do not use it.")
    return manifest, kept


def finish() -> None:
    """Say that a restore is over: everything that may not come back is gone again."""
    (Path(settings.DATA) / _RESTORING).unlink(missing_ok=True)


def refuse_unfinished() -> None:
    """Refuse to let anybody in after a restore that was cut off before it did again what the register says."""
    if (Path(settings.DATA) / _RESTORING).exists():
        raise Unsuitable(
            "A restore was cut off before it was finished. Empty the data folder (and the PostgreSQL database, if "
            "there is one) and run `dueregard restore` again."
        )


def note_restored(manifest: Manifest, register: Register, *, actor: Actor, now: datetime) -> int:
    """Write into both chains of the provider in scope that it was restored, and do again what the register says.

    One transaction; returns how many things were done again.
    """
    provider = scope.provider_id()
    old = {stream: seq for owner, stream, seq, _ in manifest.contents.heads if owner == str(provider)}
    with turn(actor=actor, now=now) as taken:
        for stream in Stream:
            restored = Restored(manifest.made_at, old[stream])
            taken.record(restored, Subject("provider", provider), stream=stream)
        return replay(taken, register)


def heads() -> dict[str, str]:
    """The hash at the end of each chain of the provider in scope."""
    return dict(Head.objects.values_list("stream", "hash"))


def _register_key() -> str:
    try:
        return public_half(register_seed(master_key()))
    except NoMasterKey:
        return ""


def register_in(path: Path, *, proved_by: str = "") -> Register:
    """The register in this file, proved by what a backup says of it, else by the key in place."""
    try:
        data = path.read_bytes()
    except OSError:
        raise RegisterWanted(f"{path}: this register cannot be read.") from None
    return read_register(data, proved_by or public_half(register_seed(master_key())))


def _register_of(manifest: Manifest, path: Path) -> Register:
    """The register in this file, as the one that belongs to a backup."""
    register = register_in(path, proved_by=manifest.register)
    if register.complete_at is None or register.complete_at < manifest.made_at - _STALE:
        raise RegisterFault(
            "This register is older than the backup, so it cannot say what has been disposed of since. Look for a "
            "newer copy of it."
        )
    return register


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
            refuse_unfinished()
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
