"""Changing rows behind our back, as somebody could who owns the database."""

from typing import Any

from django.db import connection


def behind_our_back(model: type[Any], row: Any, column: str, value: bytes) -> None:
    past_the_triggers(
        model, f"UPDATE {model._meta.db_table} SET {column} = %s WHERE id = %s", [value, in_table(row)]
    )


def take_away(row: Any) -> None:
    past_the_triggers(type(row), f"DELETE FROM {row._meta.db_table} WHERE id = %s", [in_table(row)])


def in_table(row: Any) -> Any:
    return row.pk if connection.vendor == "postgresql" else row.pk.hex


def past_the_triggers(model: type[Any], statement: str, values: list[Any]) -> None:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Checks put off to the commit are made now: a table that still owes one cannot be altered.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
        cursor.execute(statement, values)
