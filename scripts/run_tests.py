"""Run the whole suite on SQLite, then again on PostgreSQL every test that stands on a database.

`DUEREGARD_TEST_POSTGRES_URL` names a server to use; without it a private one is started and thrown away. What follows
the command goes to pytest: `make test ARGS="tests/ground -k ledger"`.
"""

import os
import signal
import subprocess
import sys
from contextlib import AbstractContextManager, nullcontext

from cluster import throw_away_cluster
from machine import find_postgresql

_NOTHING_COLLECTED = 5


def main(arguments: list[str]) -> int:
    """Both runs, also when the first fails; the exit status of whichever failed first."""
    # Being ended is the same as Ctrl-C: the server below is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    on_sqlite = _pytest("", arguments)
    with _server() as url:
        on_postgresql = _pytest(url, ["-m", "database and not browser", *arguments])
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


def _pytest(url: str, arguments: list[str]) -> int:
    environment = os.environ | {"DUEREGARD_DATABASE_URL": url}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal", *arguments],
        env=environment,
        check=False,
    ).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
