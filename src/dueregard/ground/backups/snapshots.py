"""One consistent snapshot of either database while people write, and such a snapshot put back."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.postgresql.client import DatabaseClient

from ..kernel.refusals import Refusal
from .rules import Contents


def take(target: Path) -> Contents:
    """Write a snapshot into the new file `target`; returns what lies in exactly this snapshot."""
    target.touch(mode=0o600, exist_ok=False)
    connection.ensure_connection()
    return _take_postgresql(target) if connection.vendor == "postgresql" else _take_sqlite(target)


def _take_sqlite(target: Path) -> Contents:
    with closing(sqlite3.connect(target)) as copy:
        # All pages in one step: in several, each write by somebody else begins it again, and it may never end.
        connection.connection.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")
        return contents(copy.cursor())


def _take_postgresql(target: Path) -> Contents:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (name,) = cursor.fetchone()
        found = contents(cursor)
        options = [
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--snapshot={name}",
            f"--file={target}",
        ]
        _run("pg_dump", options)
    return found


def put_back(source: Path) -> None:
    """Put a snapshot in place of a database that is not there, or on PostgreSQL is empty."""
    if connection.vendor == "postgresql":
        _run(
            "pg_restore", ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"], source
        )
    else:
        os.replace(source, connection.settings_dict["NAME"])


def contents(cursor: Any) -> Contents:
    """What lies in a database, read through a cursor of it; the statements are the same on both."""
    cursor.execute("SELECT app, name FROM django_migrations")
    migrations = tuple(sorted(f"{app}.{name}" for app, name in cursor.fetchall()))
    cursor.execute("SELECT provider_id, stream, seq, hash FROM audit_head")
    heads = tuple(sorted((str(UUID(str(p))), s, n, h) for p, s, n, h in cursor.fetchall()))
    rows = {}
    for table in connection.introspection.table_names():
        cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608  # a name the database gave
        (rows[table],) = cursor.fetchone()
    return Contents(migrations, heads, rows)


def _run(program: str, options: list[str], *files: Path) -> None:
    """Run a program of PostgreSQL on our database; its password goes by the environment, where no list shows it."""
    found = shutil.which(program)
    if found is None:
        raise Refusal(f"The program {program} is not on this machine. Install the PostgreSQL client.")
    (_, *address, database), more = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    command = [found, *address, "--dbname", database, *options, *map(str, files)]
    done = subprocess.run(  # noqa: S603  # PostgreSQL's own program
        command, env=os.environ | (more or {}), capture_output=True, text=True, check=False
    )
    if done.returncode:
        # The first line alone: those below may quote rows.
        raise Refusal(f"{program} failed: {(done.stderr.strip().splitlines() or ['it did not say why'])[0]}")
