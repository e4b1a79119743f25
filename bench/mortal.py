"""Processes that are killed and started again: the web and its processes, one of them alone, the worker, PostgreSQL."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, urlsplit

from cluster import start_again
from machine import find_postgresql

_CONSOLE = (sys.executable, "-m", "dueregard.config.console")


class Mortal(Protocol):
    """Something that may die at any time."""

    name: str

    def kill(self) -> None:
        """As a power cut would."""

    def start(self) -> None:
        """As systemd would, after it; also what ended by itself, because another of them was dead."""


@dataclass(slots=True)
class Command:
    """A command of ours, with all processes it makes."""

    name: str
    words: tuple[str, ...]
    environment: dict[str, str]
    _running: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """In a group of its own, so that it dies whole."""
        if self._running and self._running.poll() is None:
            return
        log = Path(os.environ["DUEREGARD_DATA"]).with_name(f"{self.name}.log")
        with log.open("ab") as said:
            self._running = subprocess.Popen(
                [*_CONSOLE, *self.words],
                env=self.environment,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )

    def kill(self) -> None:
        """The whole group at once."""
        if self._running and self._running.poll() is None:
            os.killpg(self._running.pid, signal.SIGKILL)
            self._running.wait()

    def children(self) -> list[int]:
        """The processes it made."""
        if self._running is None or self._running.poll() is not None:
            return []
        said = Path(f"/proc/{self._running.pid}/task/{self._running.pid}/children").read_text()
        return [int(pid) for pid in said.split()]


@dataclass(slots=True)
class OneOf:
    """One of the processes that a command made; the command itself makes another."""

    name: str
    of: Command

    def kill(self) -> None:
        """Whichever it is."""
        if found := self.of.children():
            os.kill(random.choice(found), signal.SIGKILL)

    def start(self) -> None:
        """Nothing to do."""


@dataclass(slots=True)
class Server:
    """The throw-away PostgreSQL server."""

    folder: Path
    name: str = "PostgreSQL, all processes"
    _programs: Path | None = field(default_factory=find_postgresql)

    def _lives(self) -> bool:
        found = self.folder / "data" / "postmaster.pid"
        return found.exists() and Path(f"/proc/{found.read_text().split()[0]}").exists()

    def kill(self) -> None:
        """Itself and every process it made."""
        pid = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        every = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for one in (pid, *map(int, every)):
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        while self._lives():
            time.sleep(0.05)

    def start(self) -> None:
        """With recovery; as often as it takes until what died has let go."""
        if self._lives():
            return
        for _ in range(20):
            if self._programs and start_again(self._programs, self.folder):
                return
            time.sleep(0.5)
        raise RuntimeError("PostgreSQL did not start again")


@contextmanager
def mortals(port: int, mail_port: int) -> Iterator[list[Mortal]]:
    """Web, worker and, on PostgreSQL, the database server, all running."""
    environment = dict(os.environ) | {
        "DUEREGARD_MAIL_HOST": "127.0.0.1",
        "DUEREGARD_MAIL_PORT": str(mail_port),
        "DUEREGARD_MAIL_SECURITY": "none",
    }
    web = Command("web", ("serve", "--bind", f"127.0.0.1:{port}"), environment)
    worker = Command("worker", ("worker",), environment)
    dying: list[Mortal] = [web, OneOf("one web process", web), worker]
    if url := os.environ["DUEREGARD_DATABASE_URL"]:
        dying.append(Server(Path(parse_qs(urlsplit(url).query)["host"][0])))
    web.start()
    worker.start()
    try:
        yield dying
    finally:
        web.kill()
        worker.kill()
