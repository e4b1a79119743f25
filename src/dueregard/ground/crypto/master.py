"""The master key: one file in the key folder, outside the data folder."""

import base64
import os
from pathlib import Path

from django.conf import settings

from . import passphrase as over
from .envelopes import KEY_BYTES
from .passphrase import NoMasterKey as NoMasterKey

_MISSING = (
    "The master key is missing. Put master.key back into the key folder, or run `dueregard keys install` with the "
    "recovery sheet. Without the file and without the sheet nobody can ever read the records again; `dueregard keys "
    "begin-anew` then opens the provider for new ones."
)


_CURRENT, _NEXT, _FORMER = "master.key", "master.next.key", "master.former.key"


def _path(name: str = _CURRENT) -> Path:
    return Path(settings.KEYS) / name


_held: dict[Path, tuple[tuple[int, int], bytes]] = {}
"""For each file the key that was read from it, and from which file of that name."""


def _read(path: Path) -> bytes:
    """The key in a file, read anew whenever another file stands there: keys are changed while people work. A process
    that has read it goes on while the file is away."""
    held = _held.get(path)
    try:
        found = path.stat()
    except OSError:
        if held is None:
            raise NoMasterKey(_MISSING) from None
        return held[1]
    stands = (found.st_ino, found.st_mtime_ns)
    if held and held[0] == stands:
        return held[1]
    try:
        key = _parsed(path, ask=held is None)
    except over.Closed:
        if held is None:
            raise
        key = held[1]  # closed while this process runs: nobody who writes today is sent away for it
    _held[path] = (stands, key)
    return key


def _parsed(path: Path, *, ask: bool) -> bytes:
    try:
        text = path.read_text()
        if over.is_closed(text):
            text = over.open_(text, ask=ask)
        key = base64.b64decode(text.strip(), validate=True)
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


def is_there() -> bool:
    """Whether a key file stands in its place, whatever is in it, or the former one that it was changed from."""
    return _path().exists() or _path(_FORMER).exists()


def begin_with_next_master_key() -> None:
    """Put the next master key in place where there is none. Cut off, it is there or it is not."""
    _path(_NEXT).rename(_path())
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
    _fill(partial, key, over.given(ask=True) if is_closed() else "")
    try:
        os.link(partial, path)  # unlike renaming, never over a file that came meanwhile
    except FileExistsError:
        return False
    finally:
        partial.unlink()
    _settle_folder()
    return True


def _fill(path: Path, key: bytes, passphrase: str) -> None:
    text = base64.b64encode(key).decode() + "\n"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(over.close(text, passphrase) if passphrase else text)
        file.flush()
        os.fsync(file.fileno())


def is_closed() -> bool:
    """Whether the key file in place is closed with a passphrase. Keys made beside it are closed with it too."""
    return _path().exists() and over.is_closed(_path().read_text())


def close_with(passphrase: str) -> None:
    """Close the key file with this passphrase, in one step; empty: open it, so that none is asked for any more."""
    key, partial = master_key(), _path().with_name(f"{_CURRENT}.part")
    _fill(partial, key, passphrase)
    os.replace(partial, _path())
    _settle_folder()
    over.remember(passphrase)


def _settle_folder() -> None:
    folder = os.open(settings.KEYS, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
