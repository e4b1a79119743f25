"""Making a backup, putting one back, and writing down that it was."""

import shutil
from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial
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
from ..audit.vocabulary import Restored, RestoredWithoutKeys, Stream
from ..crypto.master import NoMasterKey, master_key
from ..crypto.operations import keys_missing, register_seed
from ..kernel import scope
from ..kernel.actors import Actor
from . import record_keys, snapshots
from .files import UNFINISHED, open_into, pack, put_streams_back, seal_into, unpack, work_folder
from .record_keys import Placed
from .replaying import replay
from .rules import Manifest, unsuitable
from .sealing import Secret
from .vocabulary import NotABackup, NotWhole, RegisterWanted, Unsuitable, WrongSecret

_RESTORING = "restore-not-finished"
_STALE = timedelta(days=1)
"""A register that ends so long before a backup is an old copy; a living one is brought up to date every hour."""


def back_up(target: Path, secret: Secret, *, now: datetime) -> Manifest:
    """Write an encrypted backup of the whole installation into the new file `target`, and beside it the record keys,
    sealed likewise. Each file is whole or not there, and no backup is without its keys."""
    keys_target = keys_of(target)
    for file in (target, keys_target):
        if file.exists():
            raise Unsuitable(
                f"There is already a file {file.name}. Choose another name; nothing is overwritten."
            )
    with work_folder() as folder:
        contents, keys = snapshots.take(folder)
        manifest = Manifest(
            version("dueregard"), now, connection.vendor, _settings(), contents, _register_key()
        )
        head = record_keys.head(made_at=now, providers=manifest.providers, keys=keys)
        seal_into(keys_target, secret, partial(_write_keys, head=head, lines=folder / snapshots.KEYS))
        try:
            seal_into(target, secret, partial(pack, manifest=manifest, folder=folder))
        except BaseException:
            keys_target.unlink()
            raise
    return manifest


def put_back(
    source: Path, secret: Secret, *, register: Path | None, keys: Path | None
) -> tuple[Manifest, Register]:
    """Put a backup into an empty installation; refuses, and leaves nothing behind, unless it is whole and fits and the
    register and the record keys beside it do too. None: there are none to be had.

    Nobody may be let in before `finish`: until then `refuse_unfinished` holds the door.
    """
    _refuse_unless_empty()
    with work_folder() as folder:
        plain = folder / "plain"
        open_into(plain, source, secret)
        manifest = unpack(plain, folder)
        plain.unlink()
        refuse_unsuitable(manifest)
        kept = register_of(manifest, register) if register else Register()
        lines = open_keys(keys, secret, folder, manifest.providers) if keys and manifest.keys_apart else None
        (Path(settings.DATA) / _RESTORING).touch(mode=0o600)
        put_streams_back(folder)
        snapshots.put_back(folder)
        refuse_other_contents(manifest)
        record_keys.put_back(lines)
    return manifest, kept


def return_keys(source: Path, secret: Secret, *, providers: Collection[str]) -> Placed:
    """Give the records in place the record keys that they were restored without."""
    with work_folder() as folder:
        return record_keys.put_back(open_keys(source, secret, folder, providers))


def keys_of(backup: Path) -> Path:
    """Where the record keys of a backup lie."""
    return backup.with_name(f"{backup.name}{record_keys.SUFFIX}")


def _write_keys(stream: BinaryIO, *, head: bytes, lines: Path) -> None:
    stream.write(head)
    with lines.open("rb") as file:
        shutil.copyfileobj(file, stream, 1 << 20)


def open_keys(source: Path, secret: Secret, folder: Path, providers: Collection[str]) -> Path:
    """A sealed file of record keys, opened and judged; what is wrong with it is said of it, not of the backup."""
    opened = folder / f"{snapshots.KEYS}-opened"
    try:
        open_into(opened, source, secret)
    except NotABackup:
        raise Unsuitable(f"{source.name} is no file of record keys.") from None
    except NotWhole:
        raise NotWhole(
            f"{source.name} is not whole: it was cut short or changed on its way. Fetch it again, or take a newer one."
        ) from None
    except WrongSecret as wrong:
        raise WrongSecret(f"{source.name}: {wrong.sentence}") from None
    record_keys.judge(opened, providers=providers)
    return opened


def refuse_unsuitable(manifest: Manifest) -> None:
    """Refuse a backup that this version of the program, or its kind of database, cannot take."""
    if why := unsuitable(manifest, known=known_migrations(), database=connection.vendor):
        raise Unsuitable(why)


def refuse_other_contents(manifest: Manifest) -> None:
    """Refuse what was put in place unless it is what the backup says of itself."""
    with connection.cursor() as cursor:
        if snapshots.contents(cursor) != manifest.contents:
            raise NotWhole("What was restored is not what the backup says it holds. Do not use it.")


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


def note_restored(manifest: Manifest, register: Register, *, actor: Actor, now: datetime) -> tuple[int, int]:
    """Write into both chains of the provider in scope that it was restored, and do again what the register says.

    One transaction; returns how many things were done again, and how many record keys are missing that no register
    speaks of: nobody can read the words under them now.
    """
    provider = scope.provider_id()
    old = {stream: seq for owner, stream, seq, _ in manifest.contents.heads if owner == str(provider)}
    with turn(actor=actor, now=now) as taken:
        for stream in Stream:
            restored = Restored(manifest.made_at, old[stream])
            taken.record(restored, Subject("provider", provider), stream=stream)
        again = replay(taken, register)
        if missing := keys_missing():
            without = RestoredWithoutKeys(missing)
            taken.record(without, Subject("provider", provider), stream=Stream.SEALED)
    return again, missing


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


def register_of(manifest: Manifest, path: Path) -> Register:
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


def known_migrations() -> set[str]:
    """Every migration of this version of the program."""
    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}


def _refuse_unless_empty() -> None:
    data = Path(settings.DATA)
    for path in data.iterdir() if data.exists() else ():
        if not path.name.startswith(UNFINISHED):
            refuse_unfinished()
            raise Unsuitable(
                "The data folder is not empty. A backup is restored into an empty one only: move the old one away, or "
                "set DUEREGARD_DATA to another."
            )
        shutil.rmtree(path)  # left by a backup or restore that was cut off
    if connection.vendor == "postgresql" and connection.introspection.table_names():
        raise Unsuitable("The PostgreSQL database is not empty. Make an empty one and restore into that.")
