"""The machine's folder is destroyed; backup and recovery sheet bring everything back, and what cannot be is refused."""

import json
import re
import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection

from another_machine import OWN, SECRET, Run
from dueregard.ground.audit.keeping import NAME, keep_register
from dueregard.ground.audit.models import Head
from dueregard.ground.audit.operations import Subject, turn
from dueregard.ground.audit.vocabulary import Read
from dueregard.ground.backups import snapshots
from dueregard.ground.backups.operations import back_up
from dueregard.ground.backups.sealing import Secret, unseal
from dueregard.ground.backups.vocabulary import Unsuitable
from dueregard.ground.crypto import master
from dueregard.ground.crypto.master import create_master_key, master_key, next_master_key
from dueregard.ground.crypto.sheets import make_sheet
from dueregard.ground.tenancy.beginning_anew import begin_anew
from dueregard.ground.tenancy.operations import enter
from dueregard.mechanisms.files.sealing import Sealing
from household import NOON, SETUP, inside, make_provider
from work_casework_support import concern_about_a_learner


@pytest.mark.long
def test_a_backup_and_the_sheet_bring_everything_back_on_another_machine(
    elsewhere: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, sheet = tmp_path / "backup", tmp_path / "sheet.txt"
    monkeypatch.setattr(settings, "FILES", tmp_path / "handed-in")
    handed_in = Sealing()
    handed_in.write(b"a certificate")
    handed_in.finish()
    with inside():
        concern_about_a_learner()
        old = {head.stream: (head.seq, head.hash) for head in Head.objects.all()}
        keep_register(now=NOON)
    back_up(file, SECRET, now=NOON)
    shutil.copy(settings.REGISTER / NAME, tmp_path)
    sheet.write_text(make_sheet(master_key(), now=NOON)[0])

    done = elsewhere("restore", str(file), "--identity", str(tmp_path / "identity"))
    assert done.returncode == 0, done.stderr
    said = re.search(r"ended at (\w+) and goes on from (\w+)", done.stdout)
    assert said
    assert said[1] == old["open"][1]
    assert "harbour: restored as it was at 2026-03-04 12:00 UTC" in done.stdout
    assert "Now put the key back" in done.stdout
    assert not (tmp_path / "new" / "keys" / "master.key").exists()
    assert streams(tmp_path / "new" / "data" / "files") == streams(settings.FILES) != {}

    assert elsewhere("keys", "install", str(sheet)).returncode == 0
    verified = elsewhere("audit", "verify")  # opens every word there is
    assert (verified.returncode, verified.stdout) == (0, "harbour: the audit record holds.\n"), (
        verified.stderr
    )
    heads = json.loads(elsewhere("audit", "head", "--provider", "harbour").stdout)["heads"]
    assert heads["open"] == {"seq": old["open"][0] + 1, "hash": said[2]}
    assert heads["sealed"]["seq"] == old["sealed"][0] + 1

    again = elsewhere("restore", str(file), "--identity", str(tmp_path / "identity"))
    assert (again.returncode, "is not empty" in again.stderr) == (1, True)


def streams(folder: Path) -> dict[str, bytes]:
    """What people handed in, as it lies there."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.django_db(transaction=True)
def test_neither_key_nor_words_lie_in_a_backup(tmp_path: Path) -> None:
    with inside():
        concern_about_a_learner()
    back_up(tmp_path / "backup", SECRET, now=NOON)
    with (tmp_path / "backup").open("rb") as sealed, (tmp_path / "plain").open("wb") as plain:
        unseal(sealed, plain, Secret(identity=OWN))
    found = (tmp_path / "plain").read_bytes()
    assert b"manifest.json" in found
    key = (settings.KEYS / "master.key").read_bytes().strip()
    assert [leak for leak in (key, master_key(), b"drawing of a weapon", b"Marlow") if leak in found] == []
    assert (tmp_path / "backup").stat().st_mode & 0o077 == 0
    assert not list(settings.DATA.glob(".unfinished-*"))


@pytest.mark.django_db(transaction=True)
def test_a_backup_taken_while_people_write_is_of_one_moment(tmp_path: Path) -> None:
    provider, stop = make_provider(), threading.Event()

    def write() -> None:
        try:
            while not stop.is_set():
                with enter(provider), turn(actor=SETUP, now=NOON) as taken:
                    taken.record(Read((uuid4(),)), Subject("concern", uuid4()))
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        folders = [tmp_path / str(one) for one in range(3)]
        for folder in folders:
            folder.mkdir()
        taken = [snapshots.take(folder)[0] for folder in folders]
    finally:
        stop.set()
        writer.join()
    lengths = [sum(seq for _, _, seq, _ in found.heads) for found in taken]
    assert lengths == [found.rows["audit_entry"] for found in taken]
    assert lengths == sorted(set(lengths))
    if (
        connection.vendor == "sqlite"
    ):  # what is said of it is true of the copy, whatever was written meanwhile
        for folder, said in zip(folders, taken, strict=True):
            with closing(sqlite3.connect(folder / snapshots.DATABASE)) as copy:
                assert snapshots.contents(copy.cursor()) == said


@pytest.mark.django_db
def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "backup").write_text("last night's")
    with pytest.raises(Unsuitable, match="already a file"):
        back_up(tmp_path / "backup", SECRET, now=NOON)
    assert (tmp_path / "backup").read_text() == "last night's"


def test_what_is_refused_leaves_nothing_behind(elsewhere: Run, tmp_path: Path) -> None:
    file = tmp_path / "foreign"
    file.write_bytes(b"somebody's photographs" * 500)
    missing = elsewhere("restore", str(tmp_path / "none"), "--identity", str(tmp_path / "identity"))
    foreign = elsewhere(
        "restore", str(file), "--identity", str(tmp_path / "identity"), "--register", str(file)
    )
    assert (missing.returncode, missing.stderr.endswith("there is no such file.\n")) == (1, True)
    assert (foreign.returncode, foreign.stderr) == (1, "This file is not a backup of Due Regard.\n")
    assert list((tmp_path / "new").rglob("*")) == [tmp_path / "new" / "data"]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ((), 2, "Say either --passphrase-file or --recipient"),
        (("--recipient", "age1nonsense"), 1, "That is not an age recipient"),
        (("--passphrase-file", "short"), 1, "The passphrase is too short"),
        (("--passphrase-file", "none"), 1, "it cannot be read"),
    ],
)
def test_a_secret_that_protects_nothing_is_refused(
    elsewhere: Run, tmp_path: Path, words: tuple[str, ...], status: int, said: str
) -> None:
    (tmp_path / "short").write_text("letmein\n")
    given = [str(tmp_path / word) if word in {"short", "none"} else word for word in words]
    done = elsewhere("backup", "-o", str(tmp_path / "backup"), *given)
    assert (done.returncode, said in done.stderr) == (status, True), done.stderr
    assert not (tmp_path / "backup").exists()


def test_a_backup_made_after_all_keys_were_lost_comes_back_with_the_new_sheet(
    elsewhere: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, sheet = tmp_path / "backup", tmp_path / "sheet.txt"
    monkeypatch.setattr(settings, "KEYS", tmp_path / "keys")
    monkeypatch.setattr(settings, "REGISTER", tmp_path / "register")
    create_master_key()
    with inside():
        concern_about_a_learner()
    (tmp_path / "keys" / "master.key").unlink()
    monkeypatch.setattr(master, "_held", {})
    next_master_key(make=True)
    begin_anew(house=lambda: None, actor=SETUP, now=NOON)
    with inside("elsewhere"):
        concern_about_a_learner()
    back_up(file, SECRET, now=NOON)
    shutil.copy(settings.REGISTER / NAME, tmp_path)
    sheet.write_text(make_sheet(master_key(), now=NOON)[0])
    done = elsewhere("restore", str(file), "--identity", str(tmp_path / "identity"))
    assert done.returncode == 0, done.stderr
    assert elsewhere("keys", "install", str(sheet)).returncode == 0
    verified = elsewhere("audit", "verify")
    assert verified.returncode == 0, verified.stderr
    assert "harbour: the audit record holds. But words from before" in verified.stdout
