"""Neither web nor worker touches a database of another version; each says what to run."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from dueregard.config.worker import run_for_ever
from dueregard.faces.cli.house import refuse_another_version, refuse_unless_safe
from dueregard.ground.kernel.refusals import Refusal

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
