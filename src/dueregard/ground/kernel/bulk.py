"""Writing many rows at once, where building a model and a query for each would take most of the time.

What the ORM would write is written, row for row; only its way there is shorter. Nothing here begins a transaction.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, cast
from uuid import UUID

from django.db import connection, models

from . import scope

Row = Sequence[Any]


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert rows that give these columns; the others take their defaults, `id` and `provider_id` included."""
    given = [_field(model, name) for name in columns]
    others = [field for field in model._meta.concrete_fields if field not in given]
    to_db = [*map(_to_db, given), *map(_to_db, others)]
    made = [field.default if field.has_default() and callable(field.default) else None for field in others]
    fixed = [None if make else field.get_default() for field, make in zip(others, made, strict=True)]
    places = ", ".join(["%s"] * len(to_db))
    # Names of tables and columns come from our models, values go in as parameters.
    _many(
        f"INSERT INTO {_quoted(model._meta.db_table)} ({_listed(given + others)}) VALUES ({places})",  # noqa: S608
        to_db,
        (
            (*row, *(make() if make else value for make, value in zip(made, fixed, strict=True)))
            for row in rows
        ),
    )


def update(model: type[models.Model], columns: Sequence[str], rows: Iterable[tuple[UUID, Row]]) -> None:
    """Give each row of the provider in scope, named by its id, new values of these columns."""
    fields = [_field(model, name) for name in columns]
    provider = scope.provider_id()
    owner = [_field(model, name) for name in ("id", "provider_id")]
    assigned = ", ".join(f"{_quoted(field.column)} = %s" for field in fields)
    _many(
        f"UPDATE {_quoted(model._meta.db_table)} SET {assigned} WHERE id = %s AND provider_id = %s",  # noqa: S608
        [_to_db(field) for field in (*fields, *owner)],
        ((*values, id, provider) for id, values in rows),
    )


def _many(statement: str, to_db: Sequence[Callable[[Any], Any]], rows: Iterable[Row]) -> None:
    ready = [[convert(value) for convert, value in zip(to_db, row, strict=True)] for row in rows]
    if ready:
        with connection.cursor() as cursor:
            cursor.executemany(statement, ready)
        scope.forget()


def _to_db(field: "models.Field[Any, Any]") -> Callable[[Any], Any]:
    """How a value of this field is handed to the database; times that repeat are worked out once."""

    def plain(value: Any) -> Any:
        return field.get_db_prep_save(value, connection)

    if isinstance(field, models.UUIDField) and not connection.features.has_native_uuid_field:
        return lambda value: value.hex if isinstance(value, UUID) else plain(value)
    if isinstance(field, models.DateTimeField):
        once = lru_cache(maxsize=256)(plain)
        return lambda value: once(value) if isinstance(value, datetime) else plain(value)
    if isinstance(field, models.TextField | models.CharField):
        return lambda value: value if type(value) is str else plain(value)
    return plain


def _field(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    return cast("models.Field[Any, Any]", model._meta.get_field(name))


def _listed(fields: Iterable["models.Field[Any, Any]"]) -> str:
    return ", ".join(_quoted(field.column) for field in fields)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
