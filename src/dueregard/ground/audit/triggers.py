"""Triggers that make tables append-only in the database itself, on both databases.

SQLite drops triggers when Django rebuilds a table, so they are put back after every migrate, and a system check refuses
to start without them. They stop accidents and plain SQL; whoever owns the database can remove them, hence the chain.
"""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error
from django.db import connection, models

from ..kernel.models import Recorded
from .batches import Batched
from .models import Entry, Showing

_PG_FUNCTIONS = (
    """
CREATE OR REPLACE FUNCTION dueregard_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'this table is append-only'; END $$
""",
    f"""
CREATE OR REPLACE FUNCTION dueregard_append_only_once_shown() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND OLD.batch_id IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM {Showing._meta.db_table} WHERE id = OLD.batch_id) THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'this table is append-only';
END $$
""",  # noqa: S608  # a table of ours
)


def _of_batches() -> set[str]:
    """Those whose rows may come in batches. A row that nobody has seen yet, nor ever will, may be deleted."""
    return {model._meta.db_table for model in apps.get_models() if issubclass(model, Batched)}


def append_only_tables() -> list[str]:
    """Every table whose rows are never changed: the ledger and all facts."""
    models_: list[type[models.Model]] = [Entry, *(m for m in apps.get_models() if issubclass(m, Recorded))]
    return sorted(model._meta.db_table for model in models_)


def install(**_: Any) -> None:
    """Put every trigger in its place; harmless when it is there already. Runs after each migrate."""
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for function in _PG_FUNCTIONS:
                cursor.execute(function)
        for table in (table for table in append_only_tables() if table in existing):
            for statement in _statements(table):
                cursor.execute(statement)


def loosen(**_: Any) -> None:
    """Take off what would keep SQLite from rebuilding the table of showings: the triggers that ask it. Runs before each
    migrate; cut off in between, the check below refuses to start."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for table in sorted(_of_batches()):
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_delete_once_shown")


def _statements(table: str) -> list[str]:
    once_shown = table in _of_batches()
    if connection.vendor == "postgresql":
        function = "dueregard_append_only_once_shown" if once_shown else "dueregard_append_only"
        return [
            f'CREATE OR REPLACE TRIGGER {table}_keep BEFORE UPDATE OR DELETE ON "{table}" '
            f"FOR EACH ROW EXECUTE FUNCTION {function}()",
            f'CREATE OR REPLACE TRIGGER {table}_keep_all BEFORE TRUNCATE ON "{table}" '
            "FOR EACH STATEMENT EXECUTE FUNCTION dueregard_append_only()",
        ]
    refuse = "BEGIN SELECT RAISE(ABORT, 'this table is append-only'); END"
    delete = f'BEFORE DELETE ON "{table}"'
    shown = f"SELECT 1 FROM {Showing._meta.db_table} WHERE id = OLD.batch_id"  # noqa: S608  # a table of ours
    seen = f"OLD.batch_id IS NULL OR EXISTS ({shown})"
    return [
        f'CREATE TRIGGER IF NOT EXISTS {table}_no_update BEFORE UPDATE ON "{table}" {refuse}',
        *(
            (
                f"DROP TRIGGER IF EXISTS {table}_no_delete",  # as it was before there were batches
                f"CREATE TRIGGER IF NOT EXISTS {table}_no_delete_once_shown {delete} WHEN {seen} {refuse}",
            )
            if once_shown
            else (f"CREATE TRIGGER IF NOT EXISTS {table}_no_delete {delete} {refuse}",)
        ),
    ]


def _expected(table: str) -> set[str]:
    if connection.vendor == "postgresql":
        return {f"{table}_keep", f"{table}_keep_all"}
    return {f"{table}_no_update", f"{table}_no_delete{'_once_shown' if table in _of_batches() else ''}"}


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
