"""Neither web nor worker touches a database of another version; each says what to run."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from pyrage.x25519 import Identity

from dueregard.config.worker import run_for_ever
from dueregard.faces.cli.house import back_up_first, refuse_another_version, refuse_unless_safe
from dueregard.ground.kernel.refusals import Refusal
from household import NOON, inside

STARTS = pytest.mark.parametrize("start", [lambda: refuse_unless_safe("127.0.0.1:8000"), run_for_ever])


@pytest.mark.django_db
def test_a_database_of_this_version_is_right() -> None:
    refuse_another_version()


@STARTS
@pytest.mark.django_db
def test_an_earlier_one_is_refused(start: Callable[[], None]) -> None:
    recorder = MigrationRecorder(connection)
    app, name = max(key for key in recorder.applied_migrations() if key[0] == "casework")
    recorder.record_unapplied(app, name)
    with pytest.raises(Refusal, match=r"`dueregard migrate`"):
        start()


@STARTS
@pytest.mark.django_db
def test_a_later_one_is_refused(start: Callable[[], None]) -> None:
    MigrationRecorder(connection).record_applied("casework", "9000_from_the_future")
    with pytest.raises(Refusal, match="made by a later version"):
        start()


@pytest.fixture
def earlier(transactional_db: None) -> Iterator[None]:
    """A database with a provider in it that waits for a migration."""
    with inside():
        pass
    recorder = MigrationRecorder(connection)
    app, name = max(key for key in recorder.applied_migrations() if key[0] == "casework")
    recorder.record_unapplied(app, name)
    yield
    recorder.record_applied(app, name)


def test_migrating_makes_a_backup_first(
    earlier: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "BACKUPS", tmp_path)
    monkeypatch.setattr(settings, "BACKUP_RECIPIENT", str(Identity.generate().to_public()))
    back_up_first(now=NOON)
    made = "before-0.1.0-20260304-120000.backup"
    assert sorted(path.name for path in tmp_path.iterdir()) == [made, f"{made}.keys"]


def test_migrating_without_one_says_what_to_run(earlier: None) -> None:
    with pytest.raises(Refusal, match="migrate --without-backup"):
        back_up_first(now=NOON)


@pytest.mark.django_db
def test_an_empty_database_and_one_of_this_version_need_none() -> None:
    back_up_first(now=NOON)
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied(*max(key for key in recorder.applied_migrations() if key[0] == "casework"))
    back_up_first(now=NOON)
