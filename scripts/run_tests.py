"""Run the whole suite on SQLite, and beside it, on PostgreSQL, every test that stands on a database.

`DUEREGARD_TEST_POSTGRES_URL` names a server to use; without it a private one is started and thrown away. What follows
the command goes to pytest: `make test ARGS="tests/ground -k ledger"`.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO

from cluster import throw_away_cluster
from machine import find_postgresql

_NOTHING_COLLECTED = 5


def main(arguments: list[str]) -> int:
    """Both runs, also when one fails; the exit status of whichever failed, that on SQLite first.

    They run side by side: while one waits for a disk, a browser or another process, the other works.
    """
    # Being ended is the same as Ctrl-C: the server below is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    on_both = ["-m", "database and not browser"]
    with (
        TemporaryDirectory(prefix="dueregard-tests-") as shared,
        _server() as url,
        TemporaryFile("w+") as said,
    ):
        with (
            _pytest("", shared, arguments) as here,
            _pytest(url, shared, on_both + arguments, said) as beside,
        ):
            on_sqlite, on_postgresql = here.wait(), beside.wait()
        said.seek(0)
        shutil.copyfileobj(said, sys.stdout)
    # A selection by hand may well hold no test that stands on a database.
    if arguments and on_postgresql == _NOTHING_COLLECTED:
        on_postgresql = 0
    return on_sqlite or on_postgresql


def _server() -> AbstractContextManager[str]:
    if url := os.environ.get("DUEREGARD_TEST_POSTGRES_URL"):
        return nullcontext(url)
    programs = find_postgresql()
    if programs is None:
        raise SystemExit(
            "The tests run on PostgreSQL too and found none; run them with `make test`, which sees to it."
        )
    return throw_away_cluster(programs)


@contextmanager
def _pytest(
    url: str, shared: str, arguments: list[str], said: IO[str] | None = None
) -> Iterator["subprocess.Popen[bytes]"]:
    """A run that has been started, and is ended when we are."""
    # What Python compiled is kept, also where it may not write by itself (as in many containers): else each worker of
    # each run compiles every test anew.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(
        [sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal", *arguments],
        env=kept | {"DUEREGARD_DATABASE_URL": url, "DUEREGARD_TEST_SHARED": shared},
        stdout=said,
        stderr=said,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
