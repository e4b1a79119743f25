"""What the machine says of itself."""

import shutil
import subprocess
from pathlib import Path

from django.conf import settings

from ..rules.machine import Disk, Folder

_PATIENCE = 5
"""Seconds for the system to say whether its clock is kept right."""


def disks() -> list[Disk]:
    """The room for data, keys and backups, each of the disk where it lies or would lie."""
    folders = {"data": settings.DATA, "keys": settings.KEYS, "backups": settings.BACKUPS}
    return [_disk(name, Path(where)) for name, where in folders.items() if where is not None]


def _disk(name: str, where: Path) -> Disk:
    usage = shutil.disk_usage(nearest(where))
    return Disk(name, usage.free, usage.total)


def nearest(where: Path) -> Path:
    """The folder itself, else the nearest above it that is there: whatever holds for making it holds there."""
    return next(path for path in (where, *where.absolute().parents) if path.exists())


def folders() -> list[Folder]:
    """Who may look into the folders of data and keys."""
    return [
        _folder("data", "DUEREGARD_DATA", Path(settings.DATA)),
        _folder("keys", "DUEREGARD_KEYS", Path(settings.KEYS)),
    ]


def _folder(name: str, setting: str, where: Path) -> Folder:
    if not where.is_dir():
        return Folder(name, setting, there=False, open=False, open_files=0)
    files = sum(_is_open(path) for path in where.iterdir() if path.is_file())
    return Folder(name, setting, there=True, open=_is_open(where), open_files=files)


def _is_open(path: Path) -> bool:
    return bool(path.stat().st_mode & 0o077)


def is_synchronised() -> bool | None:
    """Whether the system keeps its clock right; None when it does not say."""
    program = shutil.which("timedatectl")
    if program is None:
        return None
    command = [program, "show", "--property=NTPSynchronized", "--value"]
    try:
        done = subprocess.run(  # noqa: S603  # the system's own program
            command, capture_output=True, text=True, check=False, timeout=_PATIENCE
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return {"yes": True, "no": False}.get(done.stdout.strip())
