"""`dueregard doctor` on installations that are not well: each look outlives the failure of the others."""

import json
import re
import shutil
import socket
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from dueregard.faces.cli.doctor import doctor
from dueregard.faces.cli.main import dueregard
from dueregard.ground.audit.keeping import keep_register
from dueregard.ground.crypto.master import master_key
from dueregard.ground.crypto.sheets import make_sheet
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.tenancy.models import Provider
from household import NOON, inside, make_holder
from installation import Run, runner
from work_casework_support import concern_about_a_learner

Found = dict[str, dict[str, str]]


def look_at_all() -> Found:
    """What each look says, by its id."""
    done = CliRunner().invoke(doctor, ["--json"])
    found: Found = {line["id"]: line for line in json.loads(done.stdout)["lines"]}
    worst = max((line["state"] for line in found.values()), key=["good", "look", "broken"].index)
    assert done.exit_code == {"good": 0, "look": 1, "broken": 2}[worst]
    return found


@pytest.fixture
def house(db: None) -> Iterator[Provider]:
    """A provider with somebody who opens concerns, and a concern."""
    with inside() as provider:
        make_holder("Lea Dee", "dsl")
        concern_about_a_learner()
        yield provider


# Where there is nothing to ask


def test_without_a_database_the_rest_is_looked_at_and_none_is_made(tmp_path: Path) -> None:
    run = runner(tmp_path)
    done = run("doctor", "--json")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    found = {line["id"]: line for line in json.loads(done.stdout)["lines"]}
    assert found["database"]["state"] == "broken"
    assert "`dueregard init`" in found["database"]["mend"]
    assert found["records"]["sentence"] == "This could not be looked at: no database answers."
    assert found["disk"]["state"] in {"good", "broken"}
    assert list(tmp_path.rglob("*.sqlite3*")) == []


def test_a_file_that_is_no_database_is_said_to_be_silent(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "dueregard.sqlite3").write_bytes(
        b"not a database, and long enough to be looked into" * 40
    )
    done = runner(tmp_path)("doctor")
    assert (done.returncode, done.stderr) == (2, "")
    assert re.search(r"^broken +Database +The database does not answer\.$", done.stdout, re.MULTILINE)


def test_a_lost_key_hides_nothing_else(installed: Run, tmp_path: Path) -> None:
    (tmp_path / "keys" / "master.key").unlink()
    done = installed("doctor")
    assert (done.returncode, done.stderr) == (2, "")
    assert re.search(r"^broken +Master key +The master key is missing\.$", done.stdout, re.MULTILINE)
    assert re.search(r"^good +Append-only", done.stdout, re.MULTILINE)
    assert max(map(len, done.stdout.splitlines())) < 80


@pytest.mark.django_db
def test_a_database_of_another_version_is_named(house: Provider) -> None:
    recorder = MigrationRecorder(connection)
    name = max(name for app, name in recorder.applied_migrations() if app == "casework")
    recorder.record_unapplied("casework", name)
    found = look_at_all()
    assert (found["version"]["state"], found["version"]["mend"]) == ("broken", "`dueregard migrate`")
    assert found["triggers"]["state"] == "good"


@pytest.mark.skipif("settings.DATABASES['default']['ENGINE'].endswith('postgresql')")
def test_tables_that_are_not_there_are_one_line_each(installed: Run, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "data" / "dueregard.sqlite3") as database:
        database.execute("DROP TABLE jobs_heartbeat")
    done = installed("doctor", "--json")
    found = {line["id"]: line for line in json.loads(done.stdout)["lines"]}
    assert found["worker"]["sentence"].startswith("This could not be looked at: the database does not answer")
    assert found["triggers"]["state"] == "good"
    assert found["posts"]["state"] in {"look", "broken"}


# What ails


@pytest.mark.usefixtures("house")
def test_a_full_disk_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=500_000_000, total=10**12))
    assert look_at_all()["disk"]["state"] == "broken"


@pytest.mark.usefixtures("house")
def test_a_worker_that_never_ran_is_broken() -> None:
    assert look_at_all()["worker"]["sentence"].startswith("The worker has never run")


@pytest.mark.usefixtures("house")
def test_a_look_that_fails_in_an_unforeseen_way_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def burst(_: Any) -> None:
        raise ZeroDivisionError("words that belong to nobody's eyes")

    monkeypatch.setattr(shutil, "disk_usage", burst)
    found = look_at_all()
    assert (
        found["disk"]["sentence"]
        == "This could not be looked at: of a fault of the program, ZeroDivisionError."
    )
    assert found["modes"]["state"] == "good"


@pytest.mark.usefixtures("house")
def test_keys_that_others_can_read_are_broken() -> None:
    keys = Path(settings.KEYS)
    keys.chmod(0o755)
    (keys / "master.key").chmod(0o644)
    try:
        assert look_at_all()["modes"]["state"] == "broken"
    finally:
        keys.chmod(0o700)
        (keys / "master.key").chmod(0o600)
    assert look_at_all()["modes"]["state"] == "good"


def test_a_clock_behind_the_record_is_broken(house: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dueregard.faces.cli.doctor.utc_now", lambda: NOON.replace(year=2025))
    assert look_at_all()["clock"]["state"] == "broken"


def test_a_register_that_was_changed_is_broken(
    house: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "REGISTER", tmp_path)
    assert look_at_all()["register"]["sentence"].startswith("There is no register yet")
    keep_register(now=utc_now())
    assert look_at_all()["register"]["state"] == "good"
    (tmp_path / "register.jsonl").write_text("something else\n")
    assert look_at_all()["register"]["state"] == "broken"


@pytest.fixture
def real(house: Provider) -> None:
    """As `house`, and not invented."""
    Provider.objects.update(fictional=False)


@pytest.mark.usefixtures("house")
def test_an_invented_provider_needs_no_sheet() -> None:
    assert look_at_all()["sheet"]["state"] == "good"


@pytest.mark.usefixtures("real")
def test_proving_a_sheet_is_remembered_without_it(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet"
    sheet.write_text(make_sheet(master_key(), now=NOON)[0])
    assert look_at_all()["sheet"]["state"] == "broken"
    assert invoke("keys", "check", str(sheet)).exit_code == 0
    assert look_at_all()["sheet"]["sentence"] == "The recovery sheet was proved 1 minute ago."


@pytest.mark.usefixtures("real")
def test_a_sheet_that_proves_nothing_is_not_remembered(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet"
    sheet.write_text(make_sheet(bytes(32), now=NOON)[0])
    assert invoke("keys", "check", str(sheet)).exit_code != 0
    assert look_at_all()["sheet"]["state"] == "broken"


def test_no_name_and_no_word_of_anybody_is_printed(house: Provider) -> None:
    printed = CliRunner().invoke(doctor, []).stdout
    assert "harbour" in printed
    for word in ("Lea", "Dee", str(settings.DATA), str(settings.KEYS)):
        assert word not in printed


# A letter


class Server(threading.Thread):
    """A mail server of one conversation, which answers the recipient as it is told to."""

    def __init__(self, answer: str) -> None:
        super().__init__(daemon=True)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.answer, self.heard = answer, ""
        self.start()

    def run(self) -> None:
        conversation, _ = self.socket.accept()
        with self.socket, conversation, conversation.makefile("rw", newline="\r\n") as lines:

            def say(text: str) -> None:
                lines.write(f"{text}\n")
                lines.flush()

            say("220 here")
            for line in lines:
                verb = line.strip().upper()
                if verb == "DATA":
                    say("354 go on")
                    for more in lines:
                        if more.strip() == ".":
                            break
                        self.heard += more
                say(self.answer if verb.startswith("RCPT") else "221 bye" if verb == "QUIT" else "250 yes")


@pytest.mark.parametrize(
    ("answer", "status", "said"),
    [
        ("250 yes", 0, "took the letter"),
        ("550 5.1.1 no such mailbox", 1, "it answered 550 5.1.1 no such mailbox"),
    ],
)
def test_one_real_letter_and_what_the_server_answers(
    answer: str, status: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Server(answer)
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "dueregard.mechanisms.notifications.smtp.Backend")
    monkeypatch.setattr(settings, "EMAIL_USE_TLS", False)
    monkeypatch.setattr(settings, "EMAIL_HOST", "127.0.0.1")
    monkeypatch.setattr(settings, "EMAIL_PORT", server.port)
    done = invoke("doctor", "--send-mail-to", "it@example.org")
    told = done.stdout if status == 0 else getattr(done.exception, "sentence", "")
    assert said in told
    assert ("nothing to do" in server.heard) is (status == 0)


@pytest.mark.parametrize(
    ("host", "address", "said"),
    [
        ("", "it@example.org", "No mail server is set up"),
        ("127.0.0.1", "it\n@example.org", "is not a mail address"),
    ],
)
def test_no_letter_goes_where_none_can(
    host: str, address: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "EMAIL_HOST", host)
    done = invoke("doctor", "--send-mail-to", address)
    assert said in getattr(done.exception, "sentence", "")


def invoke(*words: str) -> Result:
    return CliRunner().invoke(dueregard, words)
