"""Every test stands on a fresh data folder, fresh keys and one of the two databases, and reaches no network.

`DUEREGARD_DATABASE_URL` picks the database: a PostgreSQL server, or SQLite when it is empty; `make test` runs both.
"""

import atexit
import gc
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any

import django
import pyrage
import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection, transaction
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis
from jinja2 import FileSystemBytecodeCache
from pytest_django.plugin import DjangoDbBlocker

import cheap_age
from emptying import empty
from made_once import made_once

# Settings read the environment once, when they load: so it is laid out here, before anything can load them. Nothing of
# the developer's own installation is read, and each worker of a parallel run gets folders of its own.
if settings.configured:
    raise pytest.UsageError(
        "Django's settings were loaded before tests/conftest.py; unset DJANGO_SETTINGS_MODULE."
    )
_FOLDER = Path(tempfile.mkdtemp(prefix="dueregard-test-"))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
_SHARED = Path(os.environ.get("DUEREGARD_TEST_SHARED", _FOLDER))  # by the workers of a run, and by both runs
_DATABASE_URL = os.environ.get("DUEREGARD_DATABASE_URL", "")
for _name in [name for name in os.environ if re.match(r"DUEREGARD_(?!TEST_)", name)]:
    del os.environ[_name]
for _name in ("data", "keys"):
    (_FOLDER / _name).mkdir(mode=0o700)
    os.environ[f"DUEREGARD_{_name.upper()}"] = str(_FOLDER / _name)
os.environ["DUEREGARD_DATABASE_URL"] = _DATABASE_URL
os.environ["DJANGO_SETTINGS_MODULE"] = "dueregard.config.settings"
django.setup()
Path(settings.STATIC_ROOT).mkdir()  # WhiteNoise warns of a folder that is not there
# Else the workers of a parallel run inherit it, and load settings before this file is read.
del os.environ["DJANGO_SETTINGS_MODULE"]

# A password takes a quarter of a second, so that guessing takes for ever: the same algorithm, and hardly any work.
Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.parallelism = 1, 8, 1
# So do passphrases, and a gigabyte of memory: files of the same format, which the same reader opens.
pyrage.passphrase.encrypt = cheap_age.encrypt
# Each template is compiled by the first process that draws it, and not by all.
(_SHARED / "templates").mkdir(exist_ok=True)
_drawing: Any = settings.TEMPLATES[0]["OPTIONS"]
_drawing["bytecode_cache"] = FileSystemBytecodeCache(str(_SHARED / "templates"))

# What a test committed is taken out by us: Django's flush is slow, and append-only tables refuse it.
_committing: Any = TransactionTestCase
_committing._fixture_teardown = lambda _: empty()

# The same examples every time, so that a change is judged by itself; HYPOTHESIS_PROFILE=thorough goes looking for more.
hypothesis.register_profile("ci", max_examples=50, deadline=None, derandomize=True)
hypothesis.register_profile("thorough", max_examples=2_000, deadline=None)
hypothesis.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def _forbid_network(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: no test reaches past this machine, also not by looking up a name."""
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in {"socket.connect", "socket.sendto"} and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    name = host.decode() if isinstance(host, bytes) else host
    if name not in {None, "", "localhost", "::1"} and not str(name).startswith("127."):
        raise RuntimeError(f"A test tried to reach {name}. Tests reach nothing but this machine.")


sys.addaudithook(_forbid_network)


def pytest_report_header() -> str:
    """Say in the first lines which database this run is on."""
    return f"database: {'PostgreSQL' if _DATABASE_URL else 'SQLite'}"


def _commits(item: pytest.Function) -> bool:
    """Whether a test commits for good, and must be emptied out, instead of being rolled back."""
    if {"transactional_db", "live_server"} & set(item.fixturenames):
        return True
    marker = item.get_closest_marker("django_db")
    return marker is not None and (marker.kwargs.get("transaction") is True or marker.args[:1] == (True,))


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Mark every test that stands on a database, so that `-m database` is what the second run repeats."""
    for item in items:
        if item.get_closest_marker("django_db") or "db" in item.fixturenames or _commits(item):
            item.add_marker("database")
    # Else one worker of a parallel run still has a minute to go when the other has nothing left to steal.
    items.sort(key=lambda item: not (item.get_closest_marker("long") or "browser" in item.fixturenames))


def pytest_collection_finish() -> None:
    """Spare the collector of garbage what stays to the end: all modules and tests, which it walked again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A worker's own copy of a database that one of them migrated, which stays on a server of one's own until the next
    run. SQLite's is a file, as in life: WAL, the busy timeout and IMMEDIATE mean nothing in memory."""
    database: Any = connection.creation
    installed = connection.settings_dict["NAME"]
    if not _DATABASE_URL:
        connection.settings_dict["TEST"]["NAME"] = str(_SHARED / "migrated.sqlite3")
    migrated, own = database._get_test_db_name(), os.environ.get("PYTEST_XDIST_WORKER", "alone")

    def migrate(_: Path) -> None:
        database.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        connection.close()

    with django_db_blocker.unblock():
        made_once(_SHARED / f"migrated-{connection.vendor}", migrate)
        connection.settings_dict["NAME"] = migrated
        database.clone_test_db(own, verbosity=0, autoclobber=True)
        connection.settings_dict["NAME"] = database.get_test_db_clone_settings(own)["NAME"]
    yield
    with django_db_blocker.unblock():
        database.destroy_test_db(installed, verbosity=0)


@pytest.fixture(scope="module")
def lasting(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Callable[[], AbstractContextManager[None]]]:
    """Rows for a whole file: what is made inside `with lasting():` is made once, and stands in a transaction around
    those of the tests, so that each begins with it as it was. Not for a file with tests that commit."""
    with ExitStack() as around:
        with django_db_blocker.unblock():
            whole: Any = transaction.atomic()
            whole._from_testcase = (
                True  # as Django marks its own: what must be outermost in life may be inside it
            )
            around.enter_context(whole)
        yield django_db_blocker.unblock
        with django_db_blocker.unblock():
            transaction.set_rollback(True)
            around.close()


@pytest.fixture
def it_stays_today() -> Iterator[None]:
    """For tests that count from today: the clock goes on from when they were gathered, so none meets a midnight."""
    from desk_support import GATHERED  # noqa: PLC0415 -- the settings must stand first

    with time_machine.travel(GATHERED):
        yield


@pytest.fixture(scope="session", autouse=True)
def _master_key() -> None:
    # Here and not above: the settings must stand first.
    from dueregard.ground.crypto.master import create_master_key  # noqa: PLC0415

    create_master_key()
