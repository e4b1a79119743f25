"""Where a part runs: a temporary folder and a database of its own, both gone afterwards."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg

from cluster import throw_away_cluster
from machine import find_postgresql

DATABASES = ("sqlite", "postgresql")
NOT_OURS = re.compile(r"DUEREGARD_|PYTHONDONTWRITEBYTECODE$")
"""What a developer may have set: where their own installation lies, and that every start compiles every module anew."""


@contextmanager
def servers(databases: Sequence[str]) -> Iterator[dict[str, str]]:
    """The address of each database: empty for SQLite, a private server for PostgreSQL."""
    if unknown := set(databases) - set(DATABASES):
        raise SystemExit(f"There is no database {', '.join(sorted(unknown))}; take {' or '.join(DATABASES)}.")
    if "postgresql" not in databases:
        yield {"sqlite": ""}
        return
    programs = find_postgresql()
    if programs is None:
        raise SystemExit("PostgreSQL is not here. Install it, or ask for --databases sqlite.")
    # What is acknowledged is on disk here as in earnest; else a commit would cost nothing.
    with throw_away_cluster(programs, durable=True) as url:
        yield {"sqlite": "", "postgresql": url}


@contextmanager
def place(url: str) -> Iterator[dict[str, str]]:
    """The environment of one part: nothing of the developer's own installation, and nothing of another part."""
    folder = Path(tempfile.mkdtemp(prefix="dueregard-bench-"))
    environment = {name: value for name, value in os.environ.items() if not NOT_OURS.match(name)}
    for name in ("data", "keys"):
        (folder / name).mkdir(mode=0o700)
        environment[f"DUEREGARD_{name.upper()}"] = str(folder / name)
    (folder / "data" / "static").mkdir()  # WhiteNoise warns of a folder that is not there
    environment["DUEREGARD_DATABASE_URL"] = new_database(url) if url else ""
    environment["DJANGO_SETTINGS_MODULE"] = "dueregard.config.settings"
    try:
        yield environment
    finally:
        shutil.rmtree(folder)


def new_database(url: str) -> str:
    """Create an empty database on the server and give its address. The server is thrown away with it."""
    name = f"bench_{uuid4().hex}"
    with psycopg.connect(_named(url, "postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return _named(url, name)


def _named(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
