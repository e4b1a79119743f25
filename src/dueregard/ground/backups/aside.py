"""Standing on another database than our own for a while; and one of the same kind, made for a moment, in which a backup
is tried."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, ProgrammingError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from ..crypto.wrapping import forget_opened_keys
from ..kernel.refusals import Refusal


class NoRoomAside(Refusal):
    """The database's user may not make another database, so a backup cannot be tried in one."""

    code = "no-room-aside"


@contextmanager
def empty_database(folder: Path) -> Iterator[None]:
    """While this lasts, this thread's database is an empty one, and all that is asked of it is thrown away after."""
    ours = connections[DEFAULT_DB_ALIAS]
    if ours.vendor == "sqlite":
        name: str | Path = folder / "aside.sqlite3"
    else:
        # Always the same name, so that one which was left by a machine that died is swept away.
        name = f"{ours.settings_dict['NAME']}_drill"[:63]
        _run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        try:
            _run(f'CREATE DATABASE "{name}" TEMPLATE template0')
        except ProgrammingError:
            raise NoRoomAside from None
    try:
        with standing_on(type(ours)(ours.settings_dict | {"NAME": name}, DEFAULT_DB_ALIAS)):
            yield
    finally:
        if ours.vendor == "postgresql":
            _run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def standing_on(other: BaseDatabaseWrapper) -> Iterator[None]:
    """While this lasts, this thread's database is another one."""
    ours = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = other
    forget_opened_keys()
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = ours
        forget_opened_keys()
        other.close()


def _run(statement: str) -> None:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(statement)
