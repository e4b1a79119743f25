"""`dueregard address`, and the drill: the address changed, and the web answers under both names."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings

from dueregard.config.environment import addresses
from dueregard.faces.cli.address import address
from dueregard.ground.audit.models import Entry
from dueregard.ground.kernel.addresses import Addresses, written_down
from household import inside
from installation import Run

OLD, NEW = "https://old.example.org", "https://new.example.org"


def test_the_address_changes_and_nobody_is_locked_out(
    begun: tuple[Path, str], installed: Run, tmp_path: Path
) -> None:
    code = re.search(r"/r/(\w+)\n", begun[1])[1]  # type: ignore[index]
    assert installed("address", "old.example.org").returncode == 0
    done = installed("address", NEW, "--lead-on", "90")
    assert done.returncode == 0, done.stderr
    for said in (
        f"Until .* {OLD} leads on to it",
        f"{NEW}/r/{code}/poster/",
        "A passkey is bound to the name",
    ):
        assert re.search(said, done.stdout)
    with serving(tmp_path) as port:
        poster = asked(port, f"/r/{code}/", host="old.example.org")
        assert (poster.status, poster.headers["Location"]) == (302, f"{NEW}/r/{code}/")
        assert asked(port, f"/r/{code}/", host="new.example.org").status == 200
        assert asked(port, "/desk/", host="old.example.org").status == 410
        assert asked(port, f"/r/{code}/", host="evil.example").status == 400
        # Nothing that is sent along says under which path we lie, or who asks.
        led = asked(port, "/desk/", host="new.example.org", SCRIPT_NAME="/elsewhere")
        assert led.headers["Location"].startswith("/sign-in/")


@pytest.mark.django_db
def test_a_change_is_written_down_and_shown_and_can_be_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "ADDRESS", OLD)
    with inside():
        monkeypatch.setattr(settings, "KEYS", tmp_path)
        assert said_by("--json", NEW)["former"] == OLD
        assert Entry.objects.filter(verb="tenancy.address-changed").count() == 1
    known = written_down(tmp_path)
    assert known is not None
    assert (known.address, [one.address for one in known.former]) == (NEW, [OLD])
    monkeypatch.setattr(settings, "ADDRESS", known.address)
    monkeypatch.setattr(settings, "FORMER_ADDRESSES", known.former)
    assert [row["address"] for row in said_by("--json")["former"]] == [OLD]
    assert "is the public address already" in refused(NEW)
    assert said_by("--json", "--lead-on", "0", OLD) == {
        "schema": 1, "address": OLD, "former": NEW, "until": None,
    }  # fmt: skip
    assert written_down(tmp_path) == Addresses(OLD)


def test_what_the_environment_says_is_not_changed_behind_its_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = settings.ENVIRONMENT.model_copy(update={"address": OLD})
    monkeypatch.setattr(settings, "KEYS", tmp_path / "keys")
    assert "Begin with `dueregard init`" in refused(NEW)
    monkeypatch.setattr(settings, "ENVIRONMENT", said)
    assert "DUEREGARD_ADDRESS says what the public address is" in refused(NEW)
    assert addresses(said).address == OLD


def said_by(*words: str) -> dict[str, Any]:
    done = CliRunner().invoke(address, words)
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def refused(*words: str) -> str:
    return str(getattr(CliRunner().invoke(address, words).exception, "sentence", ""))


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    """The web as a process of its own; yields its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    own = {"DUEREGARD_DATA": str(folder / "data"), "DUEREGARD_KEYS": str(folder / "keys")}
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DUEREGARD_", "DJANGO_"))}
    command = [sys.executable, "-m", "dueregard.config.console", "serve", "--workers", "1"]
    process = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}"], env=environment | own, stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + 30
        while time.monotonic() < until and process.poll() is None:
            try:
                if asked(port, "/health/live", host="localhost").status == 200:
                    break
            except OSError:
                time.sleep(0.05)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def asked(port: int, there: str, *, host: str, **headers: str) -> HTTPResponse:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", there, headers={"Host": host} | headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer
