"""The ground that tests stand on is the ground of life: the real databases, guarded; and no other machine."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

import forked
from dueregard.ground.audit import triggers
from dueregard.ground.tenancy.models import Provider
from household import make_provider

SETTINGS = """
import django
django.setup()
from django.conf import settings
from django.db import connection
print({name: getattr(settings, name) for name in dir(settings) if name.isupper()}, connection.settings_dict)
"""


@pytest.mark.django_db
def test_the_database_is_set_as_in_life() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version_num")
            assert int(cursor.fetchone()[0]) >= 150_000
        return
    pragmas = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}
    with connection.cursor() as cursor:
        assert {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas} == pragmas


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["once", "again"])
def test_a_test_that_commits_leaves_nothing_but_the_guard(time: str) -> None:
    assert list(Provider.objects.all()) == []
    assert triggers.missing() == []
    make_provider()


def test_nothing_of_the_developers_own_is_touched() -> None:
    assert [folder for folder in (settings.DATA, settings.KEYS) if folder.is_relative_to(Path.home())] == []


def test_no_other_machine_is_reached() -> None:
    with pytest.raises(RuntimeError, match=r"tried to reach 192\.0\.2\.1"):
        socket.create_connection(("192.0.2.1", 80))
    with pytest.raises(RuntimeError, match=r"tried to reach example\.org"):
        socket.getaddrinfo("example.org", 443)
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


def test_a_forked_command_finds_no_environment_and_nothing_that_was_set() -> None:
    script = "import os, sys; print(len(os.environ), *sorted(sys.modules))"
    number, *read = forked.run(environment={"A": "1"}, script=script).stdout.split()
    assert number == "1"
    assert {"django.db.models", "dueregard.faces.cli.main"} <= set(read)
    # The rest of these keeps some of the settings as it is read.
    found = [name for name in read if name.startswith(("dueregard.config.", "dueregard.faces.web."))]
    assert found == ["dueregard.faces.web.apps", "dueregard.faces.web.request_log"]


def test_a_forked_command_has_the_settings_it_would_have_by_itself(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text("x")
    own = {"DUEREGARD_DATA": "/a", "DUEREGARD_KEYS": str(tmp_path), "DUEREGARD_MAIL_HOST": "mail.example.org"}
    environment = own | {
        "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
        "DUEREGARD_ADDRESS": "https://a.example.org",
    }
    by_itself = subprocess.run(
        [sys.executable, "-c", SETTINGS], env=environment, capture_output=True, text=True, check=True
    )
    assert forked.run(environment=environment, script=SETTINGS).stdout == by_itself.stdout
    assert "/a/dueregard.sqlite3" in by_itself.stdout
