"""The master key: one file in the key folder, outside the data folder."""

import base64
import os
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from ..kernel.refusals import Refusal
from .envelopes import KEY_BYTES

_MISSING = (
    "The master key is missing. Put master.key back into the key folder, or run `dueregard keys install` with the "
    "recovery sheet. Without the file and without the sheet nobody can ever read the records again."
)


class NoMasterKey(Refusal):
    """The file with the master key is missing, or is not a key."""

    code = "no-master-key"


def _path() -> Path:
    return Path(settings.KEYS) / "master.key"


@lru_cache(maxsize=4)
def _read(path: Path) -> bytes:
    try:
        key = base64.b64decode(path.read_text().strip(), validate=True)
    except FileNotFoundError:
        raise NoMasterKey(_MISSING) from None
    except ValueError:
        raise NoMasterKey(
            "The file master.key in the key folder is not a key. Put the right file back."
        ) from None
    if len(key) != KEY_BYTES:
        raise NoMasterKey(
            "The file master.key in the key folder has the wrong length. Put the right file back."
        )
    return key


def master_key() -> bytes:
    """The master key's bytes; raises `NoMasterKey` when there is none."""
    return _read(_path())


def create_master_key() -> bool:
    """Make a master key if there is none; True when one was made. Never overwrites."""
    return install_master_key(os.urandom(KEY_BYTES))


def install_master_key(key: bytes) -> bool:
    """Put this key in place if there is none; True when it was. Never overwrites."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w") as file:
        file.write(base64.b64encode(key).decode() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return True
