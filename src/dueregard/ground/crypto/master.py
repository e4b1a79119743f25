"""The master key: one file in the key folder, outside the data folder."""

import base64
import os
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from ..kernel.refusals import Refusal
from .envelopes import KEY_BYTES


class NoMasterKey(Refusal):
    """The master key is missing.

    Put master.key back into the key folder, or run `dueregard init` for a new installation.
    """

    code = "no-master-key"


def _path() -> Path:
    return Path(settings.KEYS) / "master.key"


@lru_cache(maxsize=4)
def _read(path: Path) -> bytes:
    try:
        key = base64.b64decode(path.read_text().strip(), validate=True)
    except FileNotFoundError:
        raise NoMasterKey from None
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
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w") as file:
        file.write(base64.b64encode(os.urandom(KEY_BYTES)).decode() + "\n")
    return True
