"""Whether there is room on the disk for one more report. The one place that says how little is too little."""

import os
from pathlib import Path

LEAST_FREE = 64 << 20
"""Bytes. A report takes some kilobytes; a database at work needs room beside itself to write them safely."""


def has_room(folder: Path, *, beside: int = 0) -> bool:
    """Whether something can still be kept in this folder, with so many bytes more beside it; also true of one that is
    not on this machine."""
    try:
        found = os.statvfs(folder)
    except OSError:
        return True
    return found.f_bavail * found.f_frsize >= LEAST_FREE + beside
