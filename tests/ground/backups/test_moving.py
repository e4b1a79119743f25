"""Everything is moved into another database, or the old one is as it was; nobody ever works with half of it."""

import contextlib
import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import ConnectionHandler

from dueregard.ground.audit.models import Entry, Head
from dueregard.ground.audit.operations import Subject, turn
from dueregard.ground.audit.queries import verify
from dueregard.ground.audit.triggers import missing
from dueregard.ground.audit.vocabulary import Moved, SheetProved
from dueregard.ground.audit.words import verify_words
from dueregard.ground.backups import copying, moving, snapshots
from dueregard.ground.backups.aside import standing_on
from dueregard.ground.backups.copying import NotCopied
from dueregard.ground.backups.moving import UnfitTarget, move
from dueregard.ground.backups.occupancy import (
    NotHere,
    SomebodyWorks,
    moving_out,
    refuse_half_moved_and_left,
    work_here,
)
from dueregard.ground.kernel import bulk
from dueregard.ground.kernel.databases import sqlite
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter
from household import NOON, SETUP, inside
from work_casework_support import concern_about_a_learner

Settings = dict[str, Any]


@pytest.fixture
def house(transactional_db: None) -> Provider:
    """A provider with a concern whose words are sealed."""
    with inside() as provider:
        concern_about_a_learner()
    return provider


@pytest.fixture
def elsewhere(tmp_path: Path, house: Provider, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """An empty database: of PostgreSQL where the tests run on it, else a SQLite file of another folder.

    It gets its tables from ours: every migration anew takes seconds, and other tests do that.
    """
    if connection.vendor == "sqlite":
        tables = _ask("SELECT sql FROM sqlite_master WHERE sql NOT LIKE '%sqlite_sequence%'")
        monkeypatch.setattr(moving, "call_command", _migrating(lambda: [_ask(sql) for (sql,) in tables]))
        yield sqlite(tmp_path)
        return
    snapshots._run(
        "pg_dump", ["--format=custom", "--schema-only", "--no-owner", f"--file={tmp_path / 'dump'}"]
    )
    put = ("pg_restore", ["--no-owner", "--clean", "--if-exists"], tmp_path / "dump")
    monkeypatch.setattr(moving, "call_command", _migrating(lambda: snapshots._run(*put)))
    name = f"moved_{uuid4().hex}"
    _ask(f"CREATE DATABASE {name}")
    yield {key: value for key, value in settings.DATABASES["default"].items() if key != "TEST"} | {
        "NAME": name
    }
    _ask(f"DROP DATABASE {name} WITH (FORCE)")


def _migrating(make: Callable[[], object]) -> Callable[..., None]:
    def migrate(*_: object, **__: object) -> None:
        make()
        for app, name in MigrationLoader(None).disk_migrations:
            MigrationRecorder(connection).record_applied(app, name)

    return migrate


def _ask(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else None


def _move(to: Settings) -> moving.Ends:
    return move(to, actor=SETUP, now=NOON, say=lambda _: None)


def _there(to: Settings) -> Any:
    return standing_on(ConnectionHandler({"default": to})["default"])


def _work(provider: Provider) -> None:
    with enter(provider), turn(actor=SETUP, now=NOON) as taken:
        taken.record(SheetProved(), Subject("provider", provider.id))


def test_everything_is_there_and_the_record_goes_on_from_its_old_end(
    house: Provider, elsewhere: Settings
) -> None:
    with enter(house):
        old = {head.stream: (head.seq, head.hash) for head in Head.objects.all()}
    ends = _move(elsewhere)
    with _there(elsewhere), enter(house):
        assert (verify().fault, verify_words(), missing()) == (None, None, [])
        moved = {
            entry.stream: (entry.seq - 1, entry.previous) for entry in Entry.objects.filter(verb=Moved.name)
        }
        assert moved == old
        new = Head.objects.get(stream="open").hash
    with _there(elsewhere):
        refuse_half_moved_and_left()
        _work(house)  # also: whatever counts by itself goes on counting
        with pytest.raises(DatabaseError, match="append-only"):
            _ask("DELETE FROM audit_entry")
    assert ends == {house.id: (old["open"][1], new)}


def test_nobody_works_with_what_was_left(house: Provider, elsewhere: Settings) -> None:
    _move(elsewhere)
    with pytest.raises(DatabaseError, match="moved out of this database"):
        _work(house)
    with pytest.raises(NotHere, match="Point DUEREGARD_DATABASE_URL at the one they are in"):
        refuse_half_moved_and_left()


class _Cut(BaseException):
    """The machine stopped."""


def _cut(*_: Any, **__: Any) -> None:
    raise _Cut


@pytest.mark.parametrize(
    ("room", "step"), [(moving, "call_command"), (bulk, "pour"), (moving, "verify_words"), (moving, "turn")]
)
def test_cut_off_anywhere_the_old_one_is_as_it_was_and_the_new_one_lets_nobody_in(
    house: Provider, elsewhere: Settings, monkeypatch: pytest.MonkeyPatch, room: Any, step: str
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(room, step, _cut)
        with pytest.raises(_Cut):
            _move(elsewhere)
    refuse_half_moved_and_left()
    _work(house)
    with (
        _there(elsewhere),
        pytest.raises(NotHere, match="run `dueregard move` again: it empties this one first"),
    ):
        refuse_half_moved_and_left()
    if step == "turn":  # one is enough: what was half there is gone
        assert house.id in _move(elsewhere)


def _other(rows: Sequence[copying.Row]) -> list[copying.Row]:
    return [[f"{value}!" if isinstance(value, str) else value for value in row] for row in rows]


@pytest.mark.parametrize("change", [_other, lambda rows: rows[1:]])
def test_a_row_that_arrives_changed_or_not_at_all_is_found(
    house: Provider, elsewhere: Settings, monkeypatch: pytest.MonkeyPatch, change: Callable[[Any], Any]
) -> None:
    pour = bulk.pour
    monkeypatch.setattr(
        bulk, "pour", lambda model, rows: pour(model, change(rows) if model is Entry else rows)
    )
    with pytest.raises(NotCopied, match=r"What arrived is not what was sent|could not be copied"):
        _move(elsewhere)
    _work(house)


def test_records_that_do_not_hold_are_not_moved(house: Provider, elsewhere: Settings) -> None:
    with enter(house):
        _ask("UPDATE audit_head SET seq = seq + 1")
    with pytest.raises(NotCopied, match="`dueregard audit verify` says where"):
        _move(elsewhere)
    refuse_half_moved_and_left()


def test_a_database_that_holds_something_is_refused(house: Provider, elsewhere: Settings) -> None:
    with _there(elsewhere):
        _ask("CREATE TABLE somebodys (photographs integer)")
    with pytest.raises(UnfitTarget, match="not empty"):
        _move(elsewhere)


def test_while_somebody_works_nothing_is_moved(house: Provider, elsewhere: Settings) -> None:
    with _somebody_working(), pytest.raises(SomebodyWorks, match="Stop both"):
        _move(elsewhere)
    _work(house)


@contextlib.contextmanager
def _somebody_working() -> Iterator[None]:
    """Another process, as its lock or connection shows it."""
    if connection.vendor == "postgresql":
        other = ConnectionHandler({"default": connection.settings_dict})["default"]
        with contextlib.closing(other):
            other.ensure_connection()
            yield
        return
    handle = os.open(settings.DATA / ".in-use", os.O_RDWR | os.O_CREAT)
    fcntl.flock(handle, fcntl.LOCK_SH)
    yield
    os.close(handle)


def test_while_it_moves_nobody_starts(house: Provider) -> None:
    with contextlib.suppress(_Cut), moving_out():
        refused = _start()
        raise _Cut
    assert refused == "The records are being moved to another database. Start again when that is over."
    work_here()


def _start() -> str:
    """Another process that would begin to work; what it is told."""
    beside = (
        _there(connection.settings_dict) if connection.vendor == "postgresql" else contextlib.nullcontext()
    )
    with beside, pytest.raises(NotHere) as found:
        work_here()
    return found.value.sentence
