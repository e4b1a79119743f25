"""A backup each night into a folder, the last fourteen kept, the register beside them; and how old the newest is.

The record keys of each night are kept longer than the night, and deleted when their time is over: keys to what has been
disposed of since are in them.
"""

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from pyrage.x25519 import Identity

from ..audit.keeping import NAME
from . import operations
from .certificates import OpenedWith
from .drilling import drill, drill_is_due
from .record_keys import SUFFIX
from .sealing import Secret, for_recipient

KEPT = 14
"""Nights."""
KEYS_KEPT = timedelta(days=35)
"""How long a file of record keys lies in the folder: by then no copy there opens what was disposed of before."""
OLD = timedelta(hours=48)
"""One night may fail; after two somebody must know."""
_NIGHTS = "due-regard-20*.backup"
_KEYS = f"*.backup{SUFFIX}"


def back_up_tonight(*, now: datetime) -> bool:
    """Make tonight's backup, unless it is there already or no folder is set up, and try it when a drill is due; True
    when one was made."""
    folder: Path | None = settings.BACKUPS
    if folder is None:
        return False
    target = folder / f"due-regard-{now:%Y-%m-%d}.backup"
    if target.exists():
        return False
    operations.keys_of(target).unlink(
        missing_ok=True
    )  # left by an attempt that was cut off before the backup itself
    witness = Identity.generate() if drill_is_due(now=now) else None
    also = (witness.to_public(),) if witness else ()
    operations.back_up(target, for_recipient(settings.BACKUP_RECIPIENT, *also), now=now)
    register = Path(settings.REGISTER) / NAME
    if register.exists():
        shutil.copyfile(register, folder / f"{NAME}.part")
        (folder / f"{NAME}.part").replace(folder / NAME)
    for old in sorted(folder.glob(_NIGHTS))[:-KEPT]:
        old.unlink()
    for keys in folder.glob(_KEYS):
        if written_at(keys) < now - KEYS_KEPT:
            keys.unlink()
    if witness:
        drill(
            target,
            Secret(identity=witness),
            opened_with=OpenedWith.ONE_TIME,
            keys=operations.keys_of(target),
            now=now,
        )
    return True


def held_until(gone_on: date) -> date | None:
    """Until when a backup in the folder may still hold what is disposed of on a day: as long as a file of record keys
    of before lies there. None when no backups are made by themselves, so that nobody can name a day. What was copied
    elsewhere is held as long as whoever has it keeps it.
    """
    return gone_on + KEYS_KEPT if settings.BACKUPS is not None else None


def keys_beside(backup: Path) -> Path | None:
    """The file of record keys to restore a backup with: the newest of the nights, which fits every older backup; for a
    backup made by hand its own."""
    own, nights = operations.keys_of(backup), sorted(backup.parent.glob(f"{_NIGHTS}{SUFFIX}"))
    if own.exists() and own not in nights:
        return own
    return nights[-1] if nights else None


def written_at(path: Path) -> datetime:
    """When a file was written."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def newest_backup() -> datetime | None:
    """When the newest backup in the folder was written; None when there is none, or no folder."""
    if settings.BACKUPS is None or not Path(settings.BACKUPS).is_dir():
        return None
    return max((written_at(path) for path in Path(settings.BACKUPS).glob(_NIGHTS)), default=None)


def lacks_keys() -> bool:
    """Whether the newest backup has no record keys beside it, so that nobody could read what it holds."""
    newest = max(Path(settings.BACKUPS).glob(_NIGHTS), default=None) if settings.BACKUPS else None
    return newest is not None and not operations.keys_of(newest).exists()


def is_old(*, now: datetime) -> bool:
    """Whether backups are made by themselves, and the newest is older than it may be, or missing."""
    newest = newest_backup()
    return settings.BACKUPS is not None and (newest is None or newest < now - OLD)
