"""The scanner is believed only when it answers clearly; until it has, nobody opens the file."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pytest_django.fixtures import Settings

from dueregard.config.environment import Environment, clamd
from dueregard.ground.audit.operations import Turn
from dueregard.ground.jobs.occasions import on
from dueregard.ground.tenancy.models import Provider
from dueregard.mechanisms.files import scanner
from dueregard.mechanisms.files.queries import files_of, unfinished
from dueregard.mechanisms.files.scanner import ScannerSilent, answers, is_infected
from dueregard.mechanisms.files.tasks import look_again
from dueregard.mechanisms.files.vocabulary import FileFoundInfected, NotOpen, State
from household import NOON
from mechanisms.files.cabinet import THING, hand_in, opened, state, verbs, work

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*\n"
LATER = NOON + timedelta(hours=2)
told: list[UUID] = []


@on(FileFoundInfected)
def _tell(found: FileFoundInfected, t: Turn) -> None:
    told.append(found.file_id)


class Clamd(threading.Thread):
    """Speaks as ClamAV's daemon does, as far as we ask it to; `says` may make it say something else."""

    def __init__(self, path: Path) -> None:
        super().__init__(daemon=True)
        self.server = socket.socket(socket.AF_UNIX)
        self.server.bind(str(path))
        self.server.listen()
        self.says: Callable[[bytes], bytes | None] = lambda data: None
        self.most = 1 << 20
        self.start()

    def run(self) -> None:
        while True:
            try:
                wire, _ = self.server.accept()
            except OSError:
                return
            with suppress(OSError), wire, wire.makefile("rwb") as spoken:  # it may have hung up by then
                self.answer(spoken)

    def answer(self, spoken: Any) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += spoken.read(1)
        data = b""
        if command == b"zINSTREAM\0":
            while length := int.from_bytes(spoken.read(4)):
                data += spoken.read(length)
                if len(data) > self.most:
                    return  # as clamd does: it hangs up
        usual = b"PONG" if command == b"zPING\0" else b"stream: OK"
        if EICAR.strip() in data:
            usual = b"stream: Eicar-Test-Signature FOUND"
        said = self.says(data)
        spoken.write((usual if said is None else said) + b"\0")


@pytest.fixture
def daemon(tmp_path: Path, settings: Settings) -> Iterator[Clamd]:
    path = tmp_path / "clamd.sock"
    settings.CLAMD = str(path)
    serving = Clamd(path)
    yield serving
    serving.server.close()


@pytest.fixture(autouse=True)
def _nobody_told() -> None:
    told.clear()


def test_what_is_clean_is_opened_and_said_to_be_scanned(provider: Provider, daemon: Clamd) -> None:
    file = hand_in(b"words\n")
    assert state(file) is State.WAITS_FOR_SCANNER
    work()
    assert opened(file) == b"words\n"
    assert files_of(THING.id)[0].scanned
    assert verbs() == ["taken-in", "found", "found", "opened"]


def test_what_is_infected_is_never_opened_and_the_room_above_is_told_without_its_name(
    provider: Provider, daemon: Clamd
) -> None:
    file = hand_in(b"x" * 100_000 + EICAR)
    work()
    assert (state(file), told) == (State.INFECTED, [file])
    with pytest.raises(NotOpen, match="found something"):
        opened(file)
    work(LATER)
    assert told == [file]
    assert list(unfinished()) == []


UNCLEAR = [
    b"",
    b"stream: ERROR",
    b"INSTREAM size limit exceeded. ERROR",
    b"stream: OK FOUN",
    b"OK",
    b"a" * 9000,
]


@pytest.mark.parametrize("answer", UNCLEAR)
def test_an_answer_that_is_not_clear_is_none(daemon: Clamd, answer: bytes) -> None:
    daemon.says = lambda data: answer
    with pytest.raises(ScannerSilent):
        is_infected([b"words"])


def test_one_that_hangs_up_in_the_middle_has_not_answered(daemon: Clamd) -> None:
    daemon.most = 10
    with pytest.raises(ScannerSilent):
        is_infected([b"x" * 100_000] * 20)


def test_one_that_thinks_for_ever_has_not_answered(daemon: Clamd, monkeypatch: pytest.MonkeyPatch) -> None:
    thinking = threading.Event()
    monkeypatch.setattr(scanner, "PATIENCE_SECONDS", 0.1)
    daemon.says = lambda data: b"stream: OK" if thinking.wait(5) else None
    with pytest.raises(ScannerSilent):
        is_infected([b"words"])
    thinking.set()


def test_without_an_answer_nobody_opens_the_file_until_there_is_one(
    provider: Provider, tmp_path: Path, settings: Settings
) -> None:
    settings.CLAMD = str(tmp_path / "clamd.sock")
    file = hand_in(b"words\n")
    work()
    assert not answers()
    assert state(file) is State.WAITS_FOR_SCANNER
    with pytest.raises(NotOpen, match="has not looked"):
        opened(file)
    serving = Clamd(tmp_path / "clamd.sock")
    assert answers()
    work(LATER)
    assert opened(file, now=LATER) == b"words\n"
    serving.server.close()


def test_what_was_taken_in_before_there_was_a_scanner_waits_for_it(
    provider: Provider, tmp_path: Path, settings: Settings
) -> None:
    file = hand_in(b"words\n")
    work()
    assert opened(file)
    assert list(unfinished()) == []
    settings.CLAMD = str(tmp_path / "clamd.sock")
    assert state(file) is State.WAITS_FOR_SCANNER
    serving = Clamd(tmp_path / "clamd.sock")
    look_again.using(run_after=LATER).enqueue()
    work(LATER)
    assert (state(file), verbs().count("found")) == (State.READY, 2)
    serving.server.close()


@pytest.mark.parametrize("said", ["", "/run/clamav/clamd.ctl", "localhost:3310", "[::1]:3310"])
def test_where_the_scanner_listens(said: str) -> None:
    assert clamd(Environment(clamd=said)) == said


@pytest.mark.parametrize("said", ["yes", "localhost", "localhost:port", ":3310"])
def test_an_address_that_is_none_stops_the_start(said: str) -> None:
    with pytest.raises(SystemExit, match="DUEREGARD_CLAMD"):
        clamd(Environment(clamd=said))
