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


_CURRENT, _NEXT, _FORMER = "master.key", "master.next.key", "master.former.key"


def _path(name: str = _CURRENT) -> Path:
    return Path(settings.KEYS) / name


def _read(path: Path) -> bytes:
    """The key in a file, read anew whenever another file stands there: keys are changed while people work."""
    try:
        seen = path.stat()
    except FileNotFoundError:
        raise NoMasterKey(_MISSING) from None
    return _parsed(path, seen.st_ino, seen.st_mtime_ns)


@lru_cache(maxsize=8)
def _parsed(path: Path, _inode: int, _changed: int) -> bytes:
    try:
        key = base64.b64decode(path.read_text().strip(), validate=True)
    except FileNotFoundError:
        raise NoMasterKey(_MISSING) from None
    except ValueError:
        raise NoMasterKey(
            f"The file {path.name} in the key folder is not a key. Put the right file back."
        ) from None
    if len(key) != KEY_BYTES:
        raise NoMasterKey(
            f"The file {path.name} in the key folder has the wrong length. Put the right file back."
        )
    return key


def master_key() -> bytes:
    """The master key's bytes; raises `NoMasterKey` when there is none."""
    return _read(_path())


def accepted_master_keys() -> tuple[bytes, ...]:
    """The master key, and while it is being changed the one that follows or went before."""
    others = (_path(name) for name in (_NEXT, _FORMER))
    return (master_key(), *(_read(path) for path in others if path.exists()))


def former_master_key() -> bytes | None:
    """The master key of before, while it is being changed; else None."""
    path = _path(_FORMER)
    return _read(path) if path.exists() else None


def next_master_key(*, make: bool) -> bytes | None:
    """The master key that is about to take the place of this one, made when there is none; None: none, and none to be
    made."""
    path = _path(_NEXT)
    if make:
        _write(path, os.urandom(KEY_BYTES))
    return _read(path) if path.exists() else None


def take_next_master_key() -> None:
    """Put the next master key in place, and keep this one as the former. Cut off anywhere, there is a key in place."""
    if not _path(_NEXT).exists():
        return
    _write(_path(_FORMER), master_key())
    os.replace(_path(_NEXT), _path())
    _settle_folder()


def retire_former_master_key(name: str) -> Path:
    """Nothing in use lies under the former master key any more: keep it under another name, for old backups."""
    kept = _path(name)
    os.replace(_path(_FORMER), kept)
    _settle_folder()
    return kept


def create_master_key() -> bool:
    """Make a master key if there is none; True when one was made. Never overwrites."""
    return install_master_key(os.urandom(KEY_BYTES))


def install_master_key(key: bytes) -> bool:
    """Put this key in place if there is none; True when it was. Never overwrites."""
    return _write(_path(), key)


def _write(path: Path, key: bytes) -> bool:
    """Write a key into a new file, which is there whole or not at all; False when there is one already."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if path.exists():
        return False
    partial = path.with_name(f"{path.name}.part")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(base64.b64encode(key).decode() + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(partial, path)  # unlike renaming, never over a file that came meanwhile
    except FileExistsError:
        return False
    finally:
        partial.unlink()
    _settle_folder()
    return True


def _settle_folder() -> None:
    folder = os.open(settings.KEYS, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
