"""The machine and how it is set up: address, disk, clock, folders, debugging. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from ....ground.kernel.addresses import is_loopback
from ..vocabulary import Finding, broken, good, look
from .spans import gigabytes, span

LEAST_FREE = 1_000_000_000
"""Bytes. Below it a backup, which lies on the disk twice while it is made, may not fit any more."""
LEAST_SHARE = 0.05
_SLACK = timedelta(seconds=5)
"""Two processes of one machine may write their times this far apart."""


@dataclass(frozen=True, slots=True)
class Disk:
    """The room where one folder lies, in bytes."""

    folder: str
    """What we call it, never where it is: a path may hold somebody's name."""
    free: int
    total: int

    @property
    def is_full(self) -> bool:
        """Whether there is too little left to go on."""
        return self.free < LEAST_FREE or self.free < self.total * LEAST_SHARE


@dataclass(frozen=True, slots=True)
class Folder:
    """Who on this machine may look into a folder of ours."""

    folder: str
    setting: str
    """The environment's name for it."""
    there: bool
    open: bool
    """Others may look into the folder itself."""
    open_files: int
    """Files directly in it that others may read, were the folder open."""


def judge_address(address: str, *, real: bool) -> Finding:
    """`real`: there is a provider that is not invented, so people elsewhere must reach this."""
    if not real:
        return good("Only invented providers are here, so any address will do.")
    if is_loopback(address):
        return broken(
            "The public address is this machine itself, so no link in a mail or on a poster works.",
            "`dueregard address https://tell.example.org`, with what people type.",
        )
    return good("People elsewhere can type the public address.")


def judge_encryption(address: str, *, real: bool) -> Finding:
    """Whether what people type is encrypted on its way. A proxy on this machine ends TLS; the address says that one
    does."""
    if not real:
        return good("Only invented providers are here, so nothing needs encrypting on its way.")
    if urlsplit(address).scheme == "https":
        return good("The public address begins with https, so what people type is encrypted on its way.")
    return broken(
        "The public address does not begin with https, so anybody on the way can read along.",
        "Put a proxy that ends TLS before this, then `dueregard address https://…`.",
    )


def judge_debugging(on: bool) -> Finding:
    """Whether faults show what nobody outside may see."""
    if on:
        return broken(
            "Debugging is on: a fault shows code and settings to whoever meets it.", "Unset DUEREGARD_DEBUG."
        )
    return good("Debugging is off.")


def judge_disks(disks: Iterable[Disk]) -> Finding:
    """Whether there is room: the fullest decides."""
    fullest = min(disks, key=lambda disk: (not disk.is_full, disk.free))
    left = f"{gigabytes(fullest.free)} free, {fullest.free * 100 // max(fullest.total, 1)} %"
    if fullest.is_full:
        return broken(
            f"The disk of the {fullest.folder} folder is nearly full: {left}. When it is full no report can be taken.",
            "Make room on that disk, or move the folder to a larger one.",
        )
    return good(f"The fullest disk, of the {fullest.folder} folder, has {left}.")


def judge_clock(now: datetime, last: datetime | None, *, synchronised: bool | None) -> Finding:
    """`last`: when the audit record was last written. `synchronised`: what the system says of itself, None when it says
    nothing."""
    mend = "Set the clock right, and let the system keep it so: `timedatectl set-ntp true`."
    if last is not None and now < last - _SLACK:
        return broken(
            f"The clock is {span(last - now)} behind the last entry of the audit record: times on reports will be "
            "wrong.",
            mend,
        )
    if synchronised is False:
        return look("The clock is kept right by nobody: the system says that it is not synchronised.", mend)
    said = ", and the system keeps it right" if synchronised else ""
    return good(f"The clock is not behind the audit record{said}.")


def judge_folders(folders: Iterable[Folder]) -> Finding:
    """Whether others on this machine can read the records or the keys."""
    folders = list(folders)
    for folder in folders:
        if not folder.there:
            return broken(
                f"The {folder.folder} folder is not there.",
                f"Look at {folder.setting}; then `dueregard init`.",
            )
    for folder in folders:
        mend = f'`chmod -R go-rwx "${folder.setting}"`'
        if folder.open and folder.open_files:
            return broken(f"Others on this machine can read what lies in the {folder.folder} folder.", mend)
    for folder in folders:
        if folder.open:
            return look(
                f"Others on this machine can look into the {folder.folder} folder.",
                f'`chmod go-rwx "${folder.setting}"`',
            )
    return good("Nobody else on this machine can look into the folders of data and keys.")
