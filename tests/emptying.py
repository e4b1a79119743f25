"""Emptying the database after tests that truly commit, though its tables are append-only.

Django's own way, a flush, takes every table anew and puts back a hundred triggers: a second for a handful of rows.
"""

from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

_OF_DJANGO = {"django_content_type", "auth_permission"}
"""What a migration leaves in its tables, and no test changes."""


def empty() -> None:
    """Take out every row, and leave every table guarded as it was."""
    from dueregard.ground.audit import triggers  # noqa: PLC0415  models are ready only now
    from dueregard.ground.backups.occupancy import LEFT  # noqa: PLC0415  models are ready only now

    tables = sorted(set(connection.introspection.django_table_names(only_existing=True)) - _OF_DJANGO)
    with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
        on_its_table = " ON audit_entry" if connection.vendor == "postgresql" else ""
        # It stands for ever where records were moved out, and not in the next test.
        cursor.execute(f"DROP TRIGGER IF EXISTS {LEFT}{on_its_table}")
        if connection.vendor == "postgresql":
            cursor.execute(
                "SET LOCAL session_replication_role = replica"
            )  # no trigger runs and no reference is held
            cursor.execute(";".join(f'DELETE FROM "{table}"' for table in tables))
        else:
            _empty_unguarded(cursor, [table for table in tables if _holds_rows(cursor, table)])
    if triggers.missing():
        triggers.install()


def _holds_rows(cursor: CursorWrapper, table: str) -> bool:
    return cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1').fetchone() is not None


def _empty_unguarded(cursor: CursorWrapper, tables: list[str]) -> None:
    cursor.execute("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'")
    guards: list[Any] = [(name, made) for table, name, made in cursor.fetchall() if table in tables]
    for name, _ in guards:
        cursor.execute(f'DROP TRIGGER "{name}"')
    for table in tables:
        cursor.execute(f'DELETE FROM "{table}"')
    for _, made in guards:
        cursor.execute(made)
