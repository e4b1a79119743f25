"""Everything moved into another, empty database: verified there to the last word before anybody is told that it is so.

The old database is held for as long as it takes, and closed in the end; cut off anywhere, it is as it was.
"""

from contextlib import closing
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.management import call_command
from django.db import (
    DEFAULT_DB_ALIAS,
    DatabaseError,
    NotSupportedError,
    OperationalError,
    connection,
    connections,
    transaction,
)
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from ..audit.operations import Subject, turn
from ..audit.queries import verify
from ..audit.rows import verify_rows
from ..audit.triggers import missing
from ..audit.vocabulary import Database, Moved, Stream
from ..audit.words import verify_words
from ..crypto.master import master_key
from ..kernel import scope
from ..kernel.actors import Actor
from ..kernel.refusals import Refusal
from . import copying, occupancy, snapshots
from .aside import standing_on
from .copying import NotCopied, Say
from .operations import heads
from .rules import Contents

_OLD = "moved-from"
"""What the old database is called while the new one is in place."""
Ends = dict[UUID, tuple[str, str]]
"""For each provider the last entry's hash in the open chain: the old one, and the one that says of the move."""


class UnfitTarget(Refusal):
    """The records cannot be moved into that database. Nothing was changed."""

    code = "unfit-target"


def move(to: dict[str, Any], *, actor: Actor, now: datetime, say: Say) -> Ends:
    """Move all providers into the database with these settings; returns where each audit record goes on.

    Raises `UnfitTarget`, `SomebodyWorks` or `NotCopied`; then the old database is as it was.
    """
    master_key()  # without it nothing could be verified
    with closing(_reached(to)) as target, occupancy.moving_out():
        with connection.cursor() as cursor:
            before = snapshots.contents(cursor)
        connections[_OLD] = connections[DEFAULT_DB_ALIAS]
        try:
            with standing_on(target):
                _refuse_or_empty()
                with occupancy.being_filled():
                    _fill(before, say)
                    _verify(before, say)
                    return _note(before, actor=actor, now=now)
        finally:
            del connections[_OLD]


def _reached(to: dict[str, Any]) -> BaseDatabaseWrapper:
    """The database with these settings, or in a sentence why not; never its address, which may hold a password."""
    target = ConnectionHandler({DEFAULT_DB_ALIAS: to}).create_connection(DEFAULT_DB_ALIAS)
    try:
        target.ensure_connection()
    except NotSupportedError:
        raise UnfitTarget(
            "That database server is too old for this version of Due Regard. Nothing was changed."
        ) from None
    except OperationalError as fault:
        raise UnfitTarget(f"{why_unreachable(str(fault))} Nothing was changed.") from None
    return target


def why_unreachable(said: str) -> str:
    """In our words what the server or its library answers to a connection; theirs may hold an address."""
    if "authentication failed" in said or "no password supplied" in said:
        return "The PostgreSQL server does not take this user and password."
    if "does not exist" in said and "database" in said:
        return "There is no such database on that PostgreSQL server. Make an empty one with `createdb`."
    if "does not exist" in said or "no pg_hba.conf entry" in said:
        return "The PostgreSQL server does not let this user in."
    return "The PostgreSQL server cannot be reached. Look at host and port, and whether it runs."


def _refuse_or_empty() -> None:
    """Refuse a database that is no place for the records; empty one that a move was cut off in."""
    if occupancy.is_half_moved():
        occupancy.empty()
    elif occupancy.tables():
        raise UnfitTarget("That database is not empty. Make an empty one. Nothing was changed.")
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        if cursor.fetchone()[0] != "UTF8":
            raise UnfitTarget(
                "That database is not in UTF-8, so it cannot hold every name. Make one with `createdb --encoding UTF8 "
                "--template template0`. Nothing was changed."
            )
        cursor.execute("SELECT has_schema_privilege(current_schema(), 'CREATE')")
        if cursor.fetchone()[0] is not True:
            raise UnfitTarget(
                "The user may not make tables in that database. Make it the owner: ALTER DATABASE … OWNER TO …. "
                "Nothing was changed."
            )


def _fill(before: Contents, say: Say) -> None:
    try:
        call_command("migrate", verbosity=0)
        with transaction.atomic():
            read = copying.copy_all(_OLD, say=say)
    except DatabaseError as fault:
        raise NotCopied(
            f"The new database gave up ({type(fault).__name__}). The old one is unchanged: mend the new one and move "
            "again."
        ) from None
    if read != copying.digests(say=say):
        raise NotCopied(
            "What arrived is not what was sent. The old database is unchanged; do not use the new one."
        )
    with connection.cursor() as cursor:
        after = snapshots.contents(cursor)
    lost = [
        table for table, (count, _) in read.items() if not count == before.rows[table] == after.rows[table]
    ]
    if lost or (after.migrations, after.heads) != (before.migrations, before.heads):
        raise NotCopied("The new database does not hold what the old one does. The old one is unchanged.")


def _verify(before: Contents, say: Say) -> None:
    """What `audit verify` looks at, in the new database, and that it is guarded."""
    say("Reading the audit record through, and opening every word.")
    if missing():
        raise NotCopied("The new database does not guard the audit record. The old one is unchanged.")
    for provider in _providers(before):
        with scope.set_provider(provider):
            if verify().fault or verify_words() or verify_rows():
                raise NotCopied(
                    "The audit record does not hold. Look at the old database, which is unchanged: `dueregard audit "
                    "verify` says where."
                )


def _note(before: Contents, *, actor: Actor, now: datetime) -> Ends:
    """Write into both chains of each provider that they were moved."""
    ends: Ends = {}
    for provider in _providers(before):
        old = {stream: (seq, hash_) for owner, stream, seq, hash_ in before.heads if owner == str(provider)}
        with scope.set_provider(provider):
            with turn(actor=actor, now=now, always=True) as taken:
                for stream in Stream:
                    moved = Moved(Database(connection.vendor), old[stream][0])
                    taken.record(moved, Subject("provider", provider), stream=stream)
            ends[provider] = old[Stream.OPEN][1], heads()[Stream.OPEN]
    return ends


def _providers(contents: Contents) -> list[UUID]:
    return sorted({UUID(provider) for provider, *_ in contents.heads})
