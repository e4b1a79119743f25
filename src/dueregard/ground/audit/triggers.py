"""Triggers that make tables append-only in the database itself, on both databases.

SQLite drops triggers when Django rebuilds a table, so they are put back after every migrate, and a system check refuses
to start without them. They stop accidents and plain SQL; whoever owns the database can remove them, hence the chain.
"""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error
from django.db import connection, models

from ..kernel.models import Recorded
from .models import Entry

_PG_FUNCTION = """
CREATE OR REPLACE FUNCTION dueregard_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'this table is append-only'; END $$
"""


def append_only_tables() -> list[str]:
    """Every table whose rows are never changed: the ledger and all facts."""
    models_: list[type[models.Model]] = [Entry, *(m for m in apps.get_models() if issubclass(m, Recorded))]
    return sorted(model._meta.db_table for model in models_)


def install(**_: Any) -> None:
    """Put every trigger in its place; harmless when it is there already. Runs after each migrate."""
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_PG_FUNCTION)
        for table in (table for table in append_only_tables() if table in existing):
            for statement in _statements(table):
                cursor.execute(statement)


def _statements(table: str) -> list[str]:
    if connection.vendor == "postgresql":
        return [
            f'CREATE OR REPLACE TRIGGER {table}_keep BEFORE UPDATE OR DELETE ON "{table}" '
            "FOR EACH ROW EXECUTE FUNCTION dueregard_append_only()",
            f'CREATE OR REPLACE TRIGGER {table}_keep_all BEFORE TRUNCATE ON "{table}" '
            "FOR EACH STATEMENT EXECUTE FUNCTION dueregard_append_only()",
        ]
    return [
        f'CREATE TRIGGER IF NOT EXISTS {table}_no_{verb.lower()} BEFORE {verb} ON "{table}" '
        "BEGIN SELECT RAISE(ABORT, 'this table is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def _expected(table: str) -> set[str]:
    if connection.vendor == "postgresql":
        return {f"{table}_keep", f"{table}_keep_all"}
    return {f"{table}_no_update", f"{table}_no_delete"}


def missing() -> list[str]:
    """The append-only tables that stand without all their triggers."""
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    return [table for table in append_only_tables() if table in existing and not _expected(table) <= present]


def check_triggers(**_: Any) -> list[CheckMessage]:
    """The system check of `serve`, `worker` and `check --database`: refuse to run on an unguarded record."""
    return [
        Error(
            f"The table {table} is not protected against change.",
            hint="Run `dueregard migrate`, which puts the protection back, and find out who removed it.",
            id="audit.E001",
        )
        for table in missing()
    ]
