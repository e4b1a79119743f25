"""What must not be opened, or was disposed of, stays so: after another look, another job, and a restore."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pytest_django.fixtures import Settings

from another_machine import OWN, SECRET
from dueregard.ground.audit.operations import turn
from dueregard.ground.audit.promising import promised
from dueregard.ground.audit.queries import verify
from dueregard.ground.audit.register import Line, Register
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.vocabulary import Stream, Verb, WordsDisposedOf
from dueregard.ground.audit.words import sealed_under, verify_words
from dueregard.ground.backups.files import open_into, put_streams_back, unpack
from dueregard.ground.backups.operations import back_up
from dueregard.ground.backups.replaying import replay
from dueregard.ground.backups.sealing import Secret
from dueregard.ground.crypto.models import DataKey
from dueregard.ground.crypto.operations import make_data_key
from dueregard.ground.kernel import scope
from dueregard.ground.tenancy.models import Provider
from dueregard.mechanisms.files.models import Finding, StoredFile
from dueregard.mechanisms.files.operations import looking
from dueregard.mechanisms.files.operations.tidying import tidy
from dueregard.mechanisms.files.operations.withholding import dispose_of_files, must_not_be_opened
from dueregard.mechanisms.files.queries import unfinished
from dueregard.mechanisms.files.tasks import look_through
from dueregard.mechanisms.files.vocabulary import FileFlagged, NotOpen, State
from household import NOON, inside
from mechanisms.files.cabinet import SOMEBODY, THING, hand_in, opened, state, stored, verbs, work

WORDS = b"Hollyhock Lane\n"


def flag(file: UUID) -> bool:
    with turn(actor=SOMEBODY, now=NOON) as t:
        return must_not_be_opened(t, file)


def dispose(file: UUID) -> None:
    key = DataKey.objects.get(pk=StoredFile.objects.get(pk=file).key_id)
    with turn(actor=SOMEBODY, now=NOON) as t:
        dispose_of_files(t, key, stream=Stream.OPEN)


def nothing_wrong() -> bool:
    return (verify().fault, verify_words(), verify_rows()) == (None, None, None)


def test_what_must_not_be_opened_is_neither_shown_nor_washed_again(
    provider: Provider, django_capture_on_commit_callbacks: Any
) -> None:
    file = hand_in(WORDS)
    work()
    with django_capture_on_commit_callbacks(execute=True):
        assert flag(file)
    assert not flag(file)
    assert (state(file), len(stored())) == (State.MUST_NOT_BE_OPENED, 1)  # the original stays, sealed
    with pytest.raises(NotOpen, match="must not be opened"):
        opened(file)
    look_through.using(run_after=NOON).enqueue(file_id=file)
    work()
    assert (len(stored()), list(unfinished())) == (1, [])
    assert verbs() == ["taken-in", "found", "flagged"]
    assert nothing_wrong()


def test_flagged_before_it_was_looked_through_it_never_is(provider: Provider) -> None:
    file = hand_in(WORDS)
    flag(file)
    work()
    assert (len(stored()), verbs()) == (1, ["taken-in", "flagged"])


def test_flagged_while_it_is_being_washed_the_copy_goes(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = hand_in(WORDS)
    washed = looking._washed

    def meanwhile(row: StoredFile) -> Any:
        copy = washed(row)
        flag(file)
        return copy

    monkeypatch.setattr(looking, "_washed", meanwhile)
    work()
    assert (state(file), len(stored())) == (State.MUST_NOT_BE_OPENED, 1)
    assert not Finding.objects.filter(found="washed").exists()


def test_what_is_disposed_of_goes_with_its_bytes(
    provider: Provider, django_capture_on_commit_callbacks: Any
) -> None:
    key = make_data_key("file", now=NOON)
    file, sibling, other = hand_in(WORDS, key=key), hand_in(b"more\n", key=key), hand_in(b"stays\n")
    work()
    assert len(stored()) == 6
    with django_capture_on_commit_callbacks(execute=True):
        dispose(file)
    assert (state(file), state(sibling), state(other)) == (
        State.DISPOSED_OF,
        State.DISPOSED_OF,
        State.READY,
    )
    assert len(stored()) == 2
    with pytest.raises(NotOpen, match="disposed of"):
        opened(file)
    assert opened(other) == b"stays\n"
    assert nothing_wrong()


def test_bytes_that_could_not_be_removed_at_once_are_removed_later(provider: Provider) -> None:
    """Here the end of the transaction is never reached, as when the machine dies."""
    flagged, gone = hand_in(WORDS), hand_in(WORDS)
    work()
    flag(flagged)
    dispose(gone)
    assert len(stored()) == 4
    assert tidy(now=NOON) == 3
    assert len(stored()) == 1


def test_a_restore_brings_neither_back(provider: Provider) -> None:
    """As after one: rows and bytes of before, and the register of what has lasted since."""
    flagged, gone = hand_in(WORDS), hand_in(WORDS)
    work()
    register = _lines_of(flagged, gone)
    with turn(actor=SOMEBODY, now=NOON) as t:
        assert replay(t, register) == 2
        assert replay(t, register) == 0
    assert (state(flagged), state(gone)) == (State.MUST_NOT_BE_OPENED, State.DISPOSED_OF)
    tidy(now=NOON)
    assert len(stored()) == 1
    assert nothing_wrong()


def _lines_of(flagged: UUID, gone: UUID) -> Register:
    key = StoredFile.objects.select_related("key").get(pk=gone).key
    words = [promised(row, column, key) for row, column in sealed_under(key)]
    detail = {"file": str(flagged), "finding": str(flagged)}

    def line(seq: int, verb: type[Verb], subject: UUID, **more: Any) -> Line:
        return Line(scope.provider_id(), "open", seq, "a" * 64, verb.name, subject, NOON, NOON, **more)

    return Register(
        (
            line(900, FileFlagged, THING.id, detail=detail),
            line(901, WordsDisposedOf, key.id, commitments=words),
        )
    )


# From a backup


@pytest.mark.django_db(transaction=True)
def test_a_backup_holds_the_files_as_they_lie_and_they_open_in_another_folder(
    tmp_path: Path, settings: Settings
) -> None:
    with inside():
        file = hand_in(WORDS)
        work()
        old = {path.relative_to(settings.FILES): path.stat().st_mtime for path in stored()}
        (settings.FILES / "ab").mkdir(exist_ok=True)
        (settings.FILES / "ab" / f"{file.hex}.part").write_bytes(b"half")
        back_up(tmp_path / "backup", SECRET, now=NOON)
        assert WORDS not in (tmp_path / "backup").read_bytes()
        folder = tmp_path / "opened"
        folder.mkdir()
        open_into(tmp_path / "plain", tmp_path / "backup", Secret(identity=OWN))
        unpack(tmp_path / "plain", folder)
        settings.FILES = tmp_path / "new"
        put_streams_back(folder)
        assert {path.relative_to(settings.FILES): path.stat().st_mtime for path in stored()} == old
        assert {path.stat().st_mode & 0o077 for path in stored()} == {0}
        assert opened(file) == WORDS
