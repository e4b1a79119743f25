"""A server under test, as `dueregard serve` runs one, and clients that send through it."""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from dueregard.faces.cli.house import HOW_WE_SERVE

WORKERS = 2


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its port, and its processes."""

    port: int
    pid: int

    def workers(self) -> list[int]:
        """Its web processes."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [int(pid) for pid in children.split()]

    def cpu(self) -> float:
        """Seconds of processor its web processes have used so far."""
        ticks = 0
        for pid in self.workers():
            after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(after_name[11]) + int(after_name[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """The largest of its web processes, in MiB: what is its own, and its share of what is common."""
        return max(_proportional(pid) for pid in self.workers())


def _proportional(pid: int) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError(f"process {pid} tells no memory")


@contextmanager
def serve(application: str, environment: Mapping[str, str] = os.environ) -> Iterator[Server]:
    """Serve a WSGI application with the options of `dueregard serve`; yields once it answers."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", str(WORKERS), *HOW_WE_SERVE]
    with (Path(os.environ["DUEREGARD_DATA"]) / f"{port}.log").open("wb") as log:
        process = subprocess.Popen(command, env=dict(environment), stdout=log, stderr=log)
        try:
            wait_for(port)
            yield Server(port, process.pid)
        finally:
            process.terminate()
            process.wait()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, path: str = "/") -> None:
    """Until the server answers anything at all."""
    for _ in range(18_000):
        try:
            Talk(port).get(path)
        except OSError:
            time.sleep(0.01)
        else:
            return
    raise RuntimeError("the server did not answer within three minutes")


@dataclass(slots=True)
class Talk:
    """One client's connection, kept open as a browser keeps it."""

    port: int
    cookie: str = ""
    _connection: http.client.HTTPConnection | None = None

    def get(self, path: str) -> str:
        """A page."""
        return self._ask("GET", path, "", {})

    def post(self, path: str, body: str) -> str:
        """What a form leads to."""
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def _ask(self, method: str, path: str, body: str, headers: dict[str, str]) -> str:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        if self.cookie:
            headers["Cookie"] = self.cookie
        self._connection.request(method, path, body or None, headers)
        answer = self._connection.getresponse()
        text = answer.read().decode()
        if given := answer.headers["Set-Cookie"]:
            self.cookie = given.partition(";")[0]
        if path != "/" and answer.status != 200:
            raise RuntimeError(f"{method} {path}: {answer.status}")
        return text


@dataclass(slots=True)
class Sent:
    """What clients did: how long each flow took, in seconds, and over how long they went on."""

    took: list[float] = field(default_factory=list)
    span: float = 0.0


def send(flow: Callable[[Talk], None], port: int, *, clients: int, seconds: float) -> Sent:
    """Let so many clients repeat the flow for so long."""
    sent, faults = Sent(), []
    began = time.perf_counter()

    def client() -> None:
        talk = Talk(port)
        try:
            while (start := time.perf_counter()) < began + seconds:
                flow(talk)
                sent.took.append(time.perf_counter() - start)
        except (AssertionError, OSError, RuntimeError, http.client.HTTPException) as fault:
            faults.append(fault)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    sent.span = time.perf_counter() - began
    return sent
