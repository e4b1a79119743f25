"""A backup is tried by restoring it aside, and a signed certificate says what that proved and what not."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.db import ProgrammingError, connection

from another_machine import OWN, SECRET
from dueregard.faces.cli.backups import drill as command
from dueregard.ground.audit.keeping import NAME, keep_register
from dueregard.ground.backups import aside, nightly, snapshots
from dueregard.ground.backups.certificates import Certificate, OpenedWith, Proof, newest_first, write
from dueregard.ground.backups.drilling import EVERY, FILE, drill, drill_is_due, last_drill
from dueregard.ground.backups.operations import back_up, keys_of
from dueregard.ground.backups.sealing import Secret, unseal
from dueregard.ground.crypto.master import next_master_key
from dueregard.ground.tenancy.rotating import rotate
from dueregard.work.casework.models import Concern
from household import NOON, SETUP, inside
from work_casework_support import concern_about_a_learner

MONTH_LATER = NOON + EVERY


@pytest.fixture
def folder(tmp_path: Path, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A provider with a concern, its register, and a folder for the nights' backups."""
    monkeypatch.setattr(settings, "REGISTER", tmp_path / "register")
    monkeypatch.setattr(settings, "BACKUPS", tmp_path / "backups")
    monkeypatch.setattr(settings, "BACKUP_RECIPIENT", str(OWN.to_public()))
    (tmp_path / "backups").mkdir()
    with inside():
        concern_about_a_learner()
        keep_register(now=NOON)
    return tmp_path / "backups"


def tried(file: Path, *, keys: Path | None = None) -> Certificate:
    return drill(file, Secret(identity=OWN), opened_with=OpenedWith.OWN, keys=keys or keys_of(file), now=NOON)


def test_the_nights_backup_is_tried_once_a_month_by_a_machine_that_has_no_identity(folder: Path) -> None:
    ours = connection.settings_dict["NAME"]
    assert drill_is_due(now=NOON)
    nightly.back_up_tonight(now=NOON)
    made = last_drill()
    assert made
    assert (made.fault, made.not_proved) == ("", (Proof.OWN,))
    assert (made.file, made.opened_with) == ("due-regard-2026-03-04.backup", OpenedWith.ONE_TIME)
    assert not drill_is_due(now=NOON + timedelta(days=29))
    assert drill_is_due(now=MONTH_LATER)
    nightly.back_up_tonight(now=NOON + timedelta(days=1))
    assert last_drill() == made
    # What was tried still opens with the identity that is kept, and nothing of the trial is left.
    with (folder / made.file).open("rb") as sealed, (folder / "plain").open("wb") as plain:
        unseal(sealed, plain, Secret(identity=OWN))
    assert not list(Path(settings.DATA).glob(".unfinished-*"))
    assert connection.settings_dict["NAME"] == ours
    assert last_drill(OpenedWith.OWN) is None


def cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-50])


def without_keys(file: Path) -> None:
    keys_of(file).rename(keys_of(file).with_suffix(".away"))


def another_register(file: Path) -> None:
    (Path(settings.REGISTER) / NAME).write_text("something else\n")


@pytest.mark.parametrize(
    ("spoil", "proved", "said"),
    [
        (cut_short, (), "is not whole"),
        (lambda file: file.unlink(), (), "could not be tried to the end: FileNotFoundError"),
        (lambda file: cut_short(keys_of(file)), (), "backup.keys is not whole"),
        (without_keys, tuple(Proof)[:3], "Words that were restored do not open"),
        (another_register, tuple(Proof)[:4], "not a register"),
    ],
    ids=["cut short", "gone", "keys cut short", "no keys", "another register"],
)
def test_what_could_not_be_restored_is_kept_as_a_failure_and_tried_again(
    folder: Path, spoil: Callable[[Path], object], proved: tuple[Proof, ...], said: str
) -> None:
    file = folder / "backup"
    back_up(file, SECRET, now=NOON)
    spoil(file)
    keys = keys_of(file)
    made = drill(
        file,
        Secret(identity=OWN),
        opened_with=OpenedWith.ONE_TIME,
        keys=keys if keys.exists() else None,
        now=NOON,
    )
    assert (said in made.fault, made.proved) == (True, proved), made.fault
    assert last_drill() == made
    assert drill_is_due(now=NOON)
    assert last_drill(OpenedWith.ONE_TIME) is None


def test_words_changed_before_the_backup_are_found_and_the_certificate_does_not_say_where(
    folder: Path,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {Concern._meta.db_table} SET account = %s", [b"\x01" + b"x" * 60])
    back_up(folder / "backup", SECRET, now=NOON)
    made = tried(folder / "backup")
    assert made.proved == (Proof.WHOLE, Proof.PLACED, Proof.CHAINS, Proof.OWN)
    assert made.fault.startswith("Words that were restored do not open")
    assert not any(character.isdigit() for character in made.fault)


def test_a_chain_that_does_not_hold_is_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    back_up(folder / "backup", SECRET, now=NOON)

    def changed(source: Path) -> None:
        put_back(source)
        table = "audit_entry"
        with connection.cursor() as cursor:
            for trigger in triggers_of(table):
                cursor.execute(trigger)
            cursor.execute(f"UPDATE {table} SET actor = 'somebody' WHERE seq = 2")

    put_back = snapshots.put_back
    monkeypatch.setattr(snapshots, "put_back", changed)
    made = tried(folder / "backup")
    assert made.proved[-2:] == (Proof.PLACED, Proof.OWN)
    assert made.fault.startswith("The audit record that was restored does not hold")
    with connection.cursor() as cursor:  # what is in use was not touched
        cursor.execute("SELECT count(*) FROM audit_entry WHERE actor = 'somebody'")
        assert cursor.fetchone() == (0,)


def triggers_of(table: str) -> Iterator[str]:
    if connection.vendor == "postgresql":
        yield f"ALTER TABLE {table} DISABLE TRIGGER USER"
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        names = [name for (name,) in cursor.fetchall()]
    yield from (f'DROP TRIGGER "{name}"' for name in names)


def test_where_no_database_can_be_made_aside_the_certificate_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(folder / "backup", SECRET, now=NOON)

    def refuse(_: object) -> None:
        raise aside.NoRoomAside

    monkeypatch.setattr("dueregard.ground.backups.drilling.empty_database", refuse)
    made = tried(folder / "backup")
    assert (made.fault, made.proved) == ("", (Proof.WHOLE, Proof.OWN))


@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_a_user_who_may_make_no_database_is_told_apart_from_a_broken_backup(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(statement: str) -> None:
        if statement.startswith("CREATE"):
            raise ProgrammingError("permission denied to create database")

    monkeypatch.setattr(aside, "_run", run)
    with pytest.raises(aside.NoRoomAside), aside.empty_database(folder):
        pass


def test_a_certificate_that_was_changed_or_made_elsewhere_counts_for_nothing() -> None:
    seed, proved = bytes(32), (Proof.WHOLE, Proof.PLACED)
    first = Certificate(NOON, "one.backup", "ab", OpenedWith.OWN, proved, "")
    second = Certificate(MONTH_LATER, "two.backup", "cd", OpenedWith.ONE_TIME, (), "It is not whole.")
    lines = write(first, seed) + write(second, seed)
    assert list(newest_first(lines, seed)) == [second, first]
    assert list(newest_first(lines.replace(b"It is not whole.", b""), seed)) == [first]
    assert list(newest_first(lines + b'{"at": 3}\n[]\nnonsense\n', seed)) == [second, first]
    assert list(newest_first(lines, bytes(31) + b"\x01")) == []


def test_whoever_keeps_the_identity_tries_a_backup_by_hand(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "identity").write_text(f"{OWN}\n")
    back_up(folder / "backup", SECRET, now=NOON)
    words = [str(folder / "backup"), "--identity", str(tmp_path / "identity")]
    done = CliRunner().invoke(command, words)
    assert done.exit_code == 0, done.output
    assert done.stdout.count("proved      ") == len(Proof)
    assert "never proves the recovery sheet" in done.stdout
    assert last_drill(OpenedWith.OWN)
    keys_of(folder / "backup").unlink()
    failed = CliRunner().invoke(command, [*words, "--json"])
    assert getattr(failed.exception, "sentence", "").startswith("Words that were restored do not open")
    said = json.loads(failed.stdout[: failed.stdout.rindex("}") + 1])
    assert said["not_proved"] == ["words", "register"]
    assert len((Path(settings.REGISTER) / FILE).read_text().splitlines()) == 2


def test_after_the_master_key_was_changed_the_newest_record_keys_open_an_older_backup(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(settings.KEYS, tmp_path / "keys")
    monkeypatch.setattr(settings, "KEYS", tmp_path / "keys")
    back_up(folder / "older", SECRET, now=NOON)
    next_master_key(make=True)
    rotate(actor=SETUP, now=NOON + timedelta(hours=1))
    back_up(folder / "newer", SECRET, now=NOON + timedelta(hours=2))
    assert tried(folder / "newer").fault == ""
    assert tried(folder / "older").fault.startswith("Words that were restored do not open")
    made = tried(folder / "older", keys=keys_of(folder / "newer"))
    assert (made.fault, made.not_proved) == ("", ())
    # The other way round, older record keys take nothing from a newer backup.
    assert tried(folder / "newer", keys=keys_of(folder / "older")).fault == ""
