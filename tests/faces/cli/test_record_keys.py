"""The keys of records lie apart from the backups: whoever has a backup and the master key opens nothing with them that
was disposed of later."""

import shutil
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.db import connection

from another_machine import OWN, SECRET, Run
from dueregard.faces.cli.audit import audit
from dueregard.faces.cli.keys import keys
from dueregard.ground.audit.disposing import dispose_of
from dueregard.ground.audit.keeping import NAME, keep_register
from dueregard.ground.audit.operations import Subject, turn
from dueregard.ground.audit.vocabulary import RestoredWithoutKeys, Stream
from dueregard.ground.audit.words import verify_words
from dueregard.ground.backups import operations, record_keys
from dueregard.ground.backups.operations import back_up, keys_of
from dueregard.ground.backups.sealing import Secret, unseal
from dueregard.ground.crypto.models import DataKey
from dueregard.ground.crypto.operations import KeyNotHere, keys_missing
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.refusals import Refusal
from dueregard.work.casework.models import Concern
from dueregard.work.casework.operations.handling import add_entry
from dueregard.work.casework.operations.reading import read_concern
from dueregard.work.casework.reports import Occurred
from dueregard.work.casework.vocabulary import EntryKind, Precision
from household import NOON, SETUP, inside, make_holder
from work_casework_support import concern_about_a_learner


def opened(path: Path) -> bytes:
    target = path.with_name(f"{path.name}.plain")
    with path.open("rb") as sealed, target.open("wb") as plain:
        unseal(sealed, plain, Secret(identity=OWN))
    return target.read_bytes()


@pytest.mark.django_db(transaction=True)
def test_no_record_key_lies_in_a_backup_and_all_lie_beside_it(tmp_path: Path) -> None:
    with inside():
        concern_about_a_learner()
        if connection.vendor == "sqlite":  # some systems' SQLite leaves in the file what was written over
            connection.cursor().execute("PRAGMA secure_delete=OFF")
        spent = DataKey.objects.create(
            holds="party", wrapped=b"a key that was overwritten " * 400, made_at=NOON
        )
        gone = b"a key that was overwritten " * 3
        DataKey.objects.filter(pk=spent.pk).update(wrapped=None, destroyed_at=NOON)
        keys = {row.pk: bytes(row.wrapped) for row in DataKey.objects.exclude(wrapped=None)}
    back_up(tmp_path / "backup", SECRET, now=NOON)
    main, beside = opened(tmp_path / "backup"), opened(tmp_path / "backup.keys")
    assert len(keys) > 1
    assert [key for key in (*keys.values(), gone) if key in main or key.hex().encode() in main] == []
    (tmp_path / "plain").write_bytes(beside)
    record_keys.judge(tmp_path / "plain", providers=())
    found = {id_ for kind, id_, *_ in record_keys._lines(tmp_path / "plain") if kind == "record"}
    assert found == {id_.hex for id_ in keys}


@pytest.fixture
def lost(tmp_path: Path, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A backup; then one of two reports is disposed of, and a newer backup made. The rest lay beside it."""
    monkeypatch.setattr(settings, "REGISTER", tmp_path / "old-register")
    with inside():
        make_holder("Lea Dee", "dsl")
        concern_about_a_learner()
        concern_about_a_learner()
        back_up(tmp_path / "backup", SECRET, now=NOON)
        with turn(actor=SETUP, now=NOON) as t:
            dispose_of(t, Concern.objects.order_by("id")[0].account_key, stream=Stream.OPEN)
        back_up(tmp_path / "newer", SECRET, now=NOON)
        keep_register(now=NOON)
        shutil.copy(settings.REGISTER / NAME, tmp_path)
    return tmp_path


def restored(elsewhere: Run, folder: Path, *more: str) -> Any:
    """A restore to a machine that has the master key already."""
    (folder / "new" / "keys").mkdir(parents=True, exist_ok=True)
    shutil.copy(settings.KEYS / "master.key", folder / "new" / "keys")
    return elsewhere("restore", str(folder / "backup"), "--identity", str(folder / "identity"), *more)


WORDS = """
import django, sys
django.setup()
from dueregard.ground.tenancy.operations import by_slug, enter
from dueregard.ground.crypto.operations import Shut, unseal
from dueregard.ground.audit.words import verify_words
from dueregard.work.casework.models import Concern
with enter(by_slug("harbour")):
    for row in Concern.objects.order_by("id"):
        try:
            print(len(unseal(row, "account", row.account_key)) > 5)
        except Shut as shut:
            print(type(shut).__name__)
    print(verify_words())
"""


def readable(elsewhere: Run) -> list[str]:
    """For each concern there whether its words open, else why not; and the first fault of its words."""
    said = elsewhere(
        script="import os; os.environ['DJANGO_SETTINGS_MODULE']='dueregard.config.settings'" + WORDS
    )
    assert said.returncode == 0, said.stderr
    return said.stdout.split()


@pytest.mark.long
def test_backup_and_master_key_alone_open_no_word_and_the_keys_can_come_later(
    elsewhere: Run, lost: Path
) -> None:
    newest = keys_of(lost / "newer").rename(lost / "newest")
    keys_of(lost / "backup").unlink()
    done = restored(elsewhere, lost)
    assert done.returncode == 0, done.stderr
    assert "no file of record keys beside this backup. Missing: 3 record keys" in done.stdout
    assert readable(elsewhere) == ["Destroyed", "KeyNotHere", "None"]

    again = ("keys", "return", str(newest), "--identity", str(lost / "identity"))
    assert elsewhere(*again).stdout == "3 record keys are back.\n"
    assert readable(elsewhere) == ["Destroyed", "True", "None"]


def test_the_newest_record_keys_fit_an_older_backup_and_lack_what_was_disposed_of(
    elsewhere: Run, lost: Path
) -> None:
    done = restored(elsewhere, lost, "--record-keys", str(keys_of(lost / "newer")))
    assert (done.returncode, "issing" in done.stdout) == (0, False), done.stdout
    assert readable(elsewhere) == ["Destroyed", "True", "None"]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (b"somebody's photographs", "backup.keys is no file of record keys"),
        (b"", "backup.keys is no file of record keys"),
        (None, "backup.keys is not whole"),
    ],
    ids=["foreign", "empty", "cut short"],
)
def test_record_keys_that_are_not_whole_are_refused_and_leave_nothing_behind(
    tmp_path: Path, lost: Path, monkeypatch: pytest.MonkeyPatch, keys: bytes | None, said: str
) -> None:
    path = keys_of(lost / "backup")
    path.write_bytes(path.read_bytes()[:-40] if keys is None else keys)
    refuse(lost, tmp_path, path, said, monkeypatch)


def test_a_backup_in_place_of_its_record_keys_is_refused(
    tmp_path: Path, lost: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(lost, tmp_path, lost / "newer", "holds no record keys", monkeypatch)


def refuse(lost: Path, tmp_path: Path, keys: Path, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is wrong with record keys is said before anything is placed; the database stands untouched meanwhile."""
    monkeypatch.setattr(settings, "DATA", tmp_path / "empty")
    monkeypatch.setattr(operations, "_refuse_unless_empty", lambda: None)
    with pytest.raises(Refusal, match=said):
        operations.put_back(lost / "backup", Secret(identity=OWN), register=None, keys=keys)
    assert list((tmp_path / "empty").iterdir()) == []


LINE = f"{uuid4().hex} a2V5\n".encode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (record_keys.head(made_at=NOON, providers=["a"], keys=2) + LINE, "not whole"),
        (record_keys.head(made_at=NOON, providers=["b"], keys=1) + LINE, "of other providers"),
        (record_keys.head(made_at=NOON, providers=["a"], keys=1).replace(b": 1,", b": 2,"), "newer version"),
        (b"[]\n", "no record keys"),
        (b"", "no record keys"),
    ],
)  # fmt: skip
def test_record_keys_of_elsewhere_or_another_version_are_refused(
    tmp_path: Path, data: bytes, said: str
) -> None:
    (tmp_path / "plain").write_bytes(data)
    with pytest.raises(Refusal, match=said):
        record_keys.judge(tmp_path / "plain", providers={"a"})


def without_keys() -> None:
    """What a restore without record keys leaves."""
    DataKey.objects.exclude(wrapped=None).update(wrapped=b"")


@pytest.mark.django_db
def test_without_record_keys_the_record_shows_why_and_new_reports_are_taken() -> None:
    with inside():
        lead = Actor.person(make_holder("Lea Dee", "dsl"))
        old = concern_about_a_learner()
        without_keys()
        new = concern_about_a_learner()
        assert read_concern(concern_id=old, actor=lead, now=NOON).account == {
            "cannot-be-read": "These words cannot be read now: their key did not come back when the records were "
            "restored."
        }
        assert "cannot-be-read" not in read_concern(concern_id=new, actor=lead, now=NOON).account
        with pytest.raises(KeyNotHere):
            add_entry(
                concern_id=old, kind=EntryKind.NOTE, words="Rang the tutor.", actor=lead, now=NOON,
                happened=Occurred(NOON, Precision.MINUTE),
            )  # fmt: skip


@pytest.mark.django_db
def test_keys_that_vanish_without_a_restore_are_found() -> None:
    with inside() as provider:
        concern_about_a_learner()
        assert verify_words() is None
        without_keys()
        fault = verify_words()
        assert fault
        assert "record keys are missing, and the record tells of 0" in fault.what
        with turn(actor=SETUP, now=NOON) as t:
            told = RestoredWithoutKeys(keys_missing())
            t.record(told, Subject("provider", provider.id), stream=Stream.SEALED)
        assert verify_words() is None
        said = CliRunner().invoke(audit, ["verify"])
        assert (said.exit_code, "could not be compared: their keys did not come back" in said.stdout) == (
            0,
            True,
        )
        row = Concern.objects.get(pk=concern_about_a_learner())
        assert verify_words() is None
        DataKey.objects.filter(pk=row.account_key_id).update(wrapped=b"")
        assert verify_words() is not None


@pytest.mark.django_db
def test_nothing_is_put_back_where_nothing_is_missing(tmp_path: Path) -> None:
    (tmp_path / "identity").write_text(f"{OWN}\n")
    with inside():
        concern_about_a_learner()
    words = ["return", str(tmp_path / "identity"), "--identity", str(tmp_path / "identity")]
    assert (
        getattr(CliRunner().invoke(keys, words).exception, "sentence", "") == "No record key is missing here."
    )
