"""A backup a night, fourteen of them, the register beside; a night that fails takes nothing away and is noticed."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from pyrage.x25519 import Identity

from dueregard.ground.audit.keeping import NAME, keep_register
from dueregard.ground.backups import nightly, operations
from dueregard.ground.backups.nightly import (
    KEPT,
    back_up_tonight,
    is_old,
    keys_beside,
    lacks_keys,
    newest_backup,
)
from dueregard.ground.backups.vocabulary import Unsuitable
from household import NOON, inside

NIGHT = timedelta(days=1)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "REGISTER", tmp_path / "register")
    monkeypatch.setattr(settings, "BACKUPS", tmp_path / "backups")
    monkeypatch.setattr(settings, "BACKUP_RECIPIENT", str(Identity.generate().to_public()))
    monkeypatch.setattr(nightly, "drill_is_due", lambda *, now: False)
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups"


@pytest.mark.django_db(transaction=True)
def test_fourteen_nights_are_kept_with_the_register_and_whatever_else_lies_there(folder: Path) -> None:
    with inside():
        keep_register(now=NOON)
    (folder / "somebody-elses.backup").write_text("not ours")
    for night in range(1, KEPT + 3):
        (folder / f"due-regard-{NOON - night * NIGHT:%Y-%m-%d}.backup").write_text("an earlier night")
    assert back_up_tonight(now=NOON)
    assert not back_up_tonight(now=NOON + timedelta(hours=3))
    ours = sorted(path.name for path in folder.glob("due-regard-*.backup"))
    assert (len(ours), ours[-1]) == (KEPT, "due-regard-2026-03-04.backup")
    assert (folder / "somebody-elses.backup").exists()
    assert (folder / NAME).read_bytes() == (settings.REGISTER / NAME).read_bytes()
    assert (folder / "due-regard-2026-03-04.backup.keys").exists()


@pytest.mark.django_db(transaction=True)
def test_record_keys_outlast_their_night_and_go_after_35_days(folder: Path) -> None:
    with inside():
        pass
    for days in (40, 36, 34, 20):
        lay(folder / f"due-regard-{NOON - days * NIGHT:%Y-%m-%d}.backup.keys", days)
    lay(folder / "before-0.1.0-20260120-120000.backup.keys", 43)
    lay(folder / "somebody-elses.keys", 43)
    (folder / "due-regard-2026-03-04.backup.keys").write_text("of an attempt that was cut off")
    assert back_up_tonight(now=NOON)
    assert sorted(path.name for path in folder.glob("*.keys")) == [
        "due-regard-2026-01-29.backup.keys",
        "due-regard-2026-02-12.backup.keys",
        "due-regard-2026-03-04.backup.keys",
        "somebody-elses.keys",
    ]
    assert not lacks_keys()
    (folder / "due-regard-2026-03-04.backup.keys").unlink()
    assert lacks_keys()


def lay(path: Path, days: int) -> None:
    path.write_text("earlier")
    at = (NOON - timedelta(days=days)).timestamp()
    os.utime(path, (at, at))


@pytest.mark.parametrize(
    ("backup", "there", "chosen"),
    [
        ("due-regard-2026-03-01.backup", ["due-regard-2026-03-01", "due-regard-2026-03-04"], "due-regard-2026-03-04"),
        ("due-regard-2026-01-01.backup", ["due-regard-2026-03-04"], "due-regard-2026-03-04"),
        ("by-hand.backup", ["due-regard-2026-03-04", "by-hand"], "by-hand"),
        ("by-hand.backup", ["due-regard-2026-03-04"], "due-regard-2026-03-04"),
        ("by-hand.backup", ["another"], None),
    ],
)  # fmt: skip
def test_the_newest_record_keys_are_those_to_restore_with(
    folder: Path, backup: str, there: list[str], chosen: str | None
) -> None:
    for name in there:
        (folder / f"{name}.backup.keys").touch()
    assert keys_beside(folder / backup) == (folder / f"{chosen}.backup.keys" if chosen else None)


@pytest.mark.django_db(transaction=True)
def test_a_night_that_fails_leaves_the_earlier_ones_and_no_half_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for night in range(1, KEPT + 1):
        (folder / f"due-regard-{NOON - night * NIGHT:%Y-%m-%d}.backup").write_text("an earlier night")
    before = sorted(folder.iterdir())

    def full_disk(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(operations, "pack", full_disk)
    with pytest.raises(OSError, match="No space left"):
        back_up_tonight(now=NOON)
    assert sorted(folder.iterdir()) == before


@pytest.mark.django_db
def test_without_a_folder_none_is_made_and_a_wrong_recipient_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "BACKUP_RECIPIENT", "age1nonsense")
    with pytest.raises(Unsuitable, match="not an age recipient"):
        back_up_tonight(now=NOON)
    monkeypatch.setattr(settings, "BACKUPS", None)
    assert not back_up_tonight(now=NOON)
    assert newest_backup() is None
    assert not is_old(now=NOON)


def test_after_two_nights_without_one_it_is_noticed(folder: Path) -> None:
    assert is_old(now=NOON)
    last = folder / "due-regard-2026-03-02.backup"
    last.write_text("a night")
    for hours, old in ((47, False), (49, True)):
        at = (NOON - timedelta(hours=hours)).timestamp()
        os.utime(last, (at, at))
        assert is_old(now=NOON) is old


def test_a_folder_that_is_gone_counts_as_no_backup(folder: Path) -> None:
    folder.rmdir()
    assert is_old(now=NOON)
