"""A backup each night into a folder, the last fourteen kept, the register beside them; and how old the newest is."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from ..audit.keeping import NAME
from . import operations
from .sealing import for_recipient

KEPT = 14
"""Nights. Words disposed of since are in older backups too, for whoever has the key: so they are not kept for ever."""
OLD = timedelta(hours=48)
"""One night may fail; after two somebody must know."""
_NIGHTS = "due-regard-20*.backup"


def back_up_tonight(*, now: datetime) -> bool:
    """Make tonight's backup, unless it is there already or no folder is set up; True when one was made."""
    folder: Path | None = settings.BACKUPS
    if folder is None:
        return False
    target = folder / f"due-regard-{now:%Y-%m-%d}.backup"
    if target.exists():
        return False
    operations.back_up(target, for_recipient(settings.BACKUP_RECIPIENT), now=now)
    register = Path(settings.REGISTER) / NAME
    if register.exists():
        shutil.copyfile(register, folder / f"{NAME}.part")
        (folder / f"{NAME}.part").replace(folder / NAME)
    for old in sorted(folder.glob(_NIGHTS))[:-KEPT]:
        old.unlink()
    return True


def newest_backup() -> datetime | None:
    """When the newest backup in the folder was written; None when there is none, or no folder."""
    if settings.BACKUPS is None or not Path(settings.BACKUPS).is_dir():
        return None
    written = [path.stat().st_mtime for path in Path(settings.BACKUPS).glob(_NIGHTS)]
    return datetime.fromtimestamp(max(written), UTC) if written else None


def is_old(*, now: datetime) -> bool:
    """Whether backups are made by themselves, and the newest is older than it may be, or missing."""
    newest = newest_backup()
    return settings.BACKUPS is not None and (newest is None or newest < now - OLD)
