"""Who may work with a database: nobody while it is being moved, in one that is half filled, or in one that was left.

A process that works says so for as long as it lives, and a move waits for none of them: it refuses. The lock on all
tables and the trigger that closes what was left make sure of it, whatever else has the old database open.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from ..audit.models import Entry
from ..kernel.databases import OURS
from ..kernel.refusals import Refusal

_HALF = "dueregard_half_moved"
"""A table that stands in a database while it is being filled."""
LEFT = "dueregard_left"
"""A trigger that stands for ever in a database whose records were moved elsewhere."""
_IN_USE = ".in-use"
_LOCK = 7_318_349_394_477_056
"""Known to nobody but us: PostgreSQL's advisory locks have numbers for names."""


class NotHere(Refusal):
    """Nobody can work with this database."""

    code = "not-this-database"


class SomebodyWorks(Refusal):
    """Web or worker is running on this database. Stop both, on every machine, then do this again."""

    code = "somebody-works"


_held: list[int] = []


def work_here() -> None:
    """Say, until this process and those it makes have ended, that somebody works with this database; refuses while it
    is being moved."""
    if (
        connection.vendor == "postgresql"
    ):  # where a connection says it, and another one could be lost unnoticed
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock_shared(%s)", [_LOCK])
            (free,) = cursor.fetchone()
            cursor.execute("SELECT pg_advisory_unlock_shared(%s)", [_LOCK]) if free else None
    else:
        _held.append(_in_use())
        free = _locked(_held[-1], fcntl.LOCK_SH)
    if not free:
        raise NotHere("The records are being moved to another database. Start again when that is over.")


def refuse_half_moved_and_left() -> None:
    """Refuse a database that a move was cut off in, and one that the records were moved out of."""
    if _HALF in connection.introspection.table_names():
        raise NotHere(
            "A move into this database was cut off. The records are still in the old one, unchanged. Point "
            "DUEREGARD_DATABASE_URL there and run `dueregard move` again: it empties this one first."
        )
    if _is_left():
        raise NotHere(
            "The records were moved out of this database, and what is written here would be lost. Point "
            "DUEREGARD_DATABASE_URL at the one they are in."
        )


@contextmanager
def moving_out() -> Iterator[None]:
    """Keep everybody from writing into the database in place. When the block ends well it is left: closed for good.
    When it does not, nothing in it was touched."""
    on_server = connection.vendor == "postgresql"
    with nullcontext() if on_server else _alone_in_folder(), transaction.atomic():
        if on_server:
            _alone_on_server()
        yield
        with connection.cursor() as cursor:
            for statement in _closing():
                cursor.execute(statement)


@contextmanager
def while_nobody_works() -> Iterator[None]:
    """Keep web and worker from being started until the block ends; raises `SomebodyWorks` while one runs."""
    if connection.vendor != "postgresql":
        with _alone_in_folder():
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        (free,) = cursor.fetchone()
        try:
            if not free or _others(cursor):
                raise SomebodyWorks
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK]) if free else None


@contextmanager
def being_filled() -> Iterator[None]:
    """Mark the database in place as half moved until the block ends well."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {_HALF} (begun integer)")
        yield
        cursor.execute(f"DROP TABLE {_HALF}")


def is_half_moved() -> bool:
    """Whether a move into the database in place was begun and is not over."""
    return _HALF in connection.introspection.table_names()


def tables() -> list[str]:
    """The tables of the database in place, without that mark."""
    return sorted(set(connection.introspection.table_names()) - {_HALF})


def empty() -> None:
    """Take every table out of a database that is half moved."""
    with connection.schema_editor() as editor:
        for table in [*tables(), _HALF]:  # the mark last: cut off here, it is still one
            editor.execute(editor.sql_delete_table % {"table": editor.quote_name(table)})


@contextmanager
def _alone_in_folder() -> Iterator[None]:
    handle = _in_use()
    try:
        if not _locked(handle, fcntl.LOCK_EX):
            raise SomebodyWorks
        yield
    finally:
        os.close(handle)


def _alone_on_server() -> None:
    """One view of everything, that nobody changes before we have closed it; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SET LOCAL lock_timeout = '10s'")
        try:
            every = ", ".join(map(connection.ops.quote_name, tables()))
            cursor.execute(f"LOCK TABLE {every} IN EXCLUSIVE MODE")
        except DatabaseError:
            raise SomebodyWorks from None
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0] or _others(cursor):
            raise SomebodyWorks


def _others(cursor: Any) -> bool:
    cursor.execute(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND application_name = %s AND pid <> pg_backend_pid()",
        [OURS],
    )
    return bool(cursor.fetchone()[0])


def _in_use() -> int:
    return os.open(Path(settings.DATA) / _IN_USE, os.O_RDWR | os.O_CREAT, 0o600)


def _locked(handle: int, how: int) -> bool:
    try:
        fcntl.flock(handle, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _closing() -> list[str]:
    """What refuses every further entry of the audit record, and with it everything that anybody does."""
    table, why = Entry._meta.db_table, "the records were moved out of this database"
    if connection.vendor == "sqlite":
        return [
            f"CREATE TRIGGER {LEFT} BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, '{why}'); END",
        ]
    return [
        f"CREATE OR REPLACE FUNCTION {LEFT}() RETURNS trigger LANGUAGE plpgsql "
        f"AS $$ BEGIN RAISE EXCEPTION '{why}'; END $$",
        f"CREATE TRIGGER {LEFT} BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {LEFT}()",
    ]


def _is_left() -> bool:
    query = (
        "SELECT count(*) FROM pg_trigger WHERE tgname = %s AND tgrelid = to_regclass(%s)"
        if connection.vendor == "postgresql"
        else "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name = %s AND tbl_name = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [LEFT, Entry._meta.db_table])
        return bool(cursor.fetchone()[0])
