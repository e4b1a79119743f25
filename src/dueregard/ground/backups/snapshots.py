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
from . import record_keys
from .rules import Contents

_TABLE, _COLUMN = record_keys.TABLE, record_keys.COLUMN
DATABASE, ROWS, KEYS = "database", "rows-of-keys", "keys"
"""The files of a snapshot: the database without record keys; on PostgreSQL the rows they were taken out of, which the
dump leaves out; the record keys."""


def take(folder: Path) -> tuple[Contents, int]:
    """Write a snapshot into a folder; returns what lies in exactly this snapshot, and how many record keys."""
    connection.ensure_connection()
    return _take_postgresql(folder) if connection.vendor == "postgresql" else _take_sqlite(folder)


def _take_sqlite(folder: Path) -> tuple[Contents, int]:
    whole, target = folder / "whole", folder / DATABASE
    for file in (whole, target):
        file.touch(mode=0o600, exist_ok=False)
    with closing(sqlite3.connect(whole)) as copy:
        # All pages in one step: in several, each write by somebody else begins it again, and it may never end.
        connection.connection.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=OFF")
        found = contents(copy.cursor())
        keys = record_keys.write(folder / KEYS, record_keys.taken(copy.cursor()))
        with copy:
            copy.execute(f"UPDATE {_TABLE} SET {_COLUMN} = x'' WHERE {_COLUMN} IS NOT NULL")  # noqa: S608  # our own
        # Built anew: in what was only written over or deleted, keys could still be found.
        copy.execute("VACUUM INTO ?", [str(target)])
    whole.unlink()
    return found, keys


def _take_postgresql(folder: Path) -> tuple[Contents, int]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (name,) = cursor.fetchone()
        found = contents(cursor)
        keys = record_keys.write(folder / KEYS, record_keys.taken(cursor))
        _copy_rows_of_keys(cursor, folder / ROWS)
        options = [
            "--format=custom",
            "--compress=1",  # most is encrypted and written as hex: more effort takes thrice as long and saves nothing
            "--no-owner",
            "--no-privileges",
            f"--exclude-table-data={_TABLE}",
            f"--snapshot={name}",
            f"--file={folder / DATABASE}",
        ]
        (folder / DATABASE).touch(mode=0o600, exist_ok=False)
        _run("pg_dump", options)
    return found, keys


def _copy_rows_of_keys(cursor: Any, target: Path) -> None:
    """The rows of record keys without the keys, as text that PostgreSQL copies in again. Its columns come first."""
    columns = [column.name for column in connection.introspection.get_table_description(cursor, _TABLE)]
    emptied = f"CASE WHEN {_COLUMN} IS NOT NULL THEN ''::bytea END"
    chosen = ", ".join(emptied if name == _COLUMN else name for name in columns)
    target.touch(mode=0o600, exist_ok=False)
    with target.open("wb") as file:
        file.write(" ".join(columns).encode() + b"\n")
        with cursor.copy(f"COPY (SELECT {chosen} FROM {_TABLE}) TO STDOUT") as rows:  # noqa: S608  # our own
            for part in rows:
                file.write(part)


def put_back(folder: Path) -> None:
    """Put a snapshot in place of a database that is not there, or on PostgreSQL is empty."""
    source = folder / DATABASE
    if connection.vendor == "sqlite":
        os.replace(source, connection.settings_dict["NAME"])
        return
    if not (folder / ROWS).exists():  # of a version that kept the keys in it
        _pg_restore(source)
        return
    # The rows that were left out must stand before the references to them are made.
    _pg_restore(source, "pre-data", "data")
    with (folder / ROWS).open("rb") as rows, transaction.atomic(), connection.cursor() as cursor:
        columns = ", ".join(rows.readline().decode().split())
        with cursor.copy(f"COPY {_TABLE} ({columns}) FROM STDIN") as copy:
            while part := rows.read(1 << 20):
                copy.write(part)
    _pg_restore(source, "post-data")


def _pg_restore(source: Path, *sections: str) -> None:
    options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    _run("pg_restore", [*options, *(f"--section={section}" for section in sections)], source)


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
