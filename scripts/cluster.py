"""A private, throw-away PostgreSQL server for one test run: a socket in a temporary folder, no port, nothing kept."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

_UNPRIVILEGED = ("postgres", "nobody")
# Nothing here outlives the run, so nothing need survive a power cut.
_HASTY = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


@contextmanager
def throw_away_cluster(programs: Path, *, durable: bool = False) -> Iterator[str]:
    """Start a server with the programs in `programs`; yields its address; stops and removes it, also on Ctrl-C.

    `durable` keeps the promises of a server in earnest, for whoever measures what they cost.
    """
    folder = Path(tempfile.mkdtemp(prefix="dueregard-pg-"))  # short: a socket's path may have 107 characters
    owner = _server_user()
    if owner:
        shutil.chown(folder, owner)
    data, log = folder / "data", folder / "log"
    options = f"-k {folder} -c listen_addresses='' {'' if durable else _HASTY}"
    try:
        _run(
            owner,
            [programs / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C"],
        )
        _run(owner, [programs / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start"])
        yield f"postgres://postgres@/dueregard?{urlencode({'host': folder})}"
    finally:
        _stop(programs, folder)


def start_again(programs: Path, folder: Path) -> bool:
    """Start a server that died, with the options it had; False when what it left behind is not free yet."""
    try:
        _run(
            _server_user(),
            [programs / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-w", "restart"],
        )
    except SystemExit:
        return False
    return True


@contextmanager
def standby_of(programs: Path, primary: Path, *, waited_for: bool) -> Iterator[Path]:
    """A copy that follows the server in a folder; yields its own folder. `waited_for`: what is acknowledged is there
    too."""
    folder = Path(tempfile.mkdtemp(prefix="dueregard-pg-"))
    owner = _server_user()
    if owner:
        shutil.chown(folder, owner)
    data, log = folder / "data", folder / "log"
    ask: list[str | Path] = [programs / "psql", "-qh", primary, "-U", "postgres", "-c"]
    try:
        _run(
            owner,
            [programs / "pg_basebackup", "-h", primary, "-U", "postgres", "-D", data, "-R", "-c", "fast"],
        )
        options = f"-k {folder} -c listen_addresses=''"
        _run(owner, [programs / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start"])
        if waited_for:
            _run(owner, [*ask, "ALTER SYSTEM SET synchronous_standby_names = '*'"])
            _run(owner, [*ask, "SELECT pg_reload_conf()"])
        yield folder
    finally:
        _stop(programs, folder)


def promote(programs: Path, folder: Path) -> None:
    """Make a copy the server that is written to."""
    _run(_server_user(), [programs / "pg_ctl", "-D", folder / "data", "-w", "promote"])


def _stop(programs: Path, folder: Path) -> None:
    """Stop a server, unless it is dead already, and remove what it kept."""
    if (folder / "data" / "postmaster.pid").exists():
        with suppress(SystemExit):
            _run(
                _server_user(), [programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop"]
            )
    shutil.rmtree(folder, ignore_errors=True)


def _server_user() -> str | None:
    """Whom the server runs as: PostgreSQL refuses to run as root; anybody else runs it themselves."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in _UNPRIVILEGED if name in known)


def _run(user: str | None, command: list[str | Path]) -> None:
    groups: list[int] | None = None if user is None else []
    group = None if user is None else pwd.getpwnam(user).pw_gid
    done = subprocess.run(
        command,
        user=user,
        group=group,
        extra_groups=groups,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(
            f"The PostgreSQL server for the tests failed: {(done.stderr or done.stdout).strip()}"
        )
