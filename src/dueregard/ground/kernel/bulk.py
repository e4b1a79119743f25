"""Reading and writing many rows at once, where the ORM's work for each row would take most of the time.

What the ORM would read or write is read or written, row for row; only the way there is shorter. Nothing here begins a
transaction.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection, models

from . import scope

Row = Sequence[Any]
_AT_ONCE = 2000
_COPIED_FROM = 20
"""Rows from which PostgreSQL is sent a stream of them, and not a statement for each."""


def read(rows: "models.QuerySet[Any]", columns: Sequence[str]) -> Iterator[Row]:
    """These columns of the model's own table, as `values_list` would give them."""
    from_db = [_from_db(_field(rows.model, name)) for name in columns]
    try:
        statement, values = rows.values_list(*columns).query.sql_with_params()
    except EmptyResultSet:  # among none, nothing is to be asked
        return
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        while some := cursor.fetchmany(_AT_ONCE):
            for row in some:
                yield [
                    value if convert is None or value is None else convert(value)
                    for convert, value in zip(from_db, row, strict=True)
                ]


def insert(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Row], *, hidden: bool = False
) -> None:
    """Insert rows that give these columns; the others take their defaults, `id` and `provider_id` included.

    Raises `TypeError` for a table that lies in memory, unless they are `hidden` until something else is written: nobody
    would see that it was.
    """
    if not hidden:
        _refuse_kept(model)
    into = _insertion(model, tuple(columns), connection.vendor)
    others = into.fields[len(columns) :]
    made = [field.default if field.has_default() and callable(field.default) else None for field in others]
    fixed = [None if make else field.get_default() for field, make in zip(others, made, strict=True)]
    _insert(
        into,
        (
            (*row, *(make() if make else value for make, value in zip(made, fixed, strict=True)))
            for row in rows
        ),
    )


def write(rows: Sequence[models.Model], *, hidden: bool = False) -> None:
    """Insert new rows of one table, as `bulk_create` would; refuses what `insert` refuses, unless they are `hidden`
    until something else is written."""
    if rows:
        if not hidden:
            _refuse_kept(type(rows[0]))
        _write(rows)


def pour(model: type[models.Model], rows: Sequence[Row]) -> None:
    """Insert rows of any table that give every column, in the order of its fields: into a database that nobody works
    with yet, so that no memory is of it."""
    _insert(_insertion(model, (), connection.vendor), rows)


def save(row: models.Model) -> None:
    """Insert one new row, for its own `save`, which does what else belongs to it."""
    _write([row])


def _refuse_kept(model: type[models.Model]) -> None:
    if getattr(model, "lies_in_memory", False):
        raise TypeError(f"{model.__name__} lies in memory; write it by its manager")


def _write(rows: Sequence[models.Model]) -> None:
    into = _insertion(type(rows[0]), (), connection.vendor)
    _insert(into, ([getattr(row, field.attname) for field in into.fields] for row in rows))
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


@dataclass(frozen=True, slots=True)
class _Insertion:
    """How rows of a table are inserted: every column, in order, and how its values are handed to the database."""

    fields: "Sequence[models.Field[Any, Any]]"
    to_db: Sequence[Callable[[Any], Any]]
    one: str
    """The statement for one row."""
    many: str
    """PostgreSQL's for a stream of rows."""


@cache
def _insertion(model: type[models.Model], first: tuple[str, ...], _vendor: str) -> _Insertion:
    given = [_field(model, name) for name in first]
    fields = [*given, *(field for field in model._meta.concrete_fields if field not in given)]
    into = f"{_quoted(model._meta.db_table)} ({_listed(fields)})"
    places = ", ".join(["%s"] * len(fields))
    # Names of tables and columns come from our models, values go in as parameters.
    one, many = f"INSERT INTO {into} VALUES ({places})", f"COPY {into} FROM STDIN"  # noqa: S608
    return _Insertion(fields, [_to_db(field) for field in fields], one, many)


def _insert(into: _Insertion, rows: Iterable[Row]) -> None:
    ready = _ready(into.to_db, rows)
    if connection.vendor != "postgresql" or len(ready) < _COPIED_FROM:
        _execute(into.one, ready)
        return
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(into.many) as stream:
        for row in ready:
            stream.write_row(row)


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
    _execute(statement, _ready(to_db, rows))


def _ready(to_db: Sequence[Callable[[Any], Any]], rows: Iterable[Row]) -> list[list[Any]]:
    return [[convert(value) for convert, value in zip(to_db, row, strict=True)] for row in rows]


def _execute(statement: str, ready: Sequence[Row]) -> None:
    if ready:
        with connection.cursor() as cursor:
            if len(ready) == 1:
                cursor.execute(statement, ready[0])
            else:
                cursor.executemany(statement, ready)


def _from_db(field: "models.Field[Any, Any]") -> Callable[[Any], Any] | None:
    """What makes the field's value of the database's; None where it is the same."""
    if connection.vendor == "postgresql":
        return None
    if isinstance(field, models.UUIDField) or (
        isinstance(field, models.ForeignKey) and isinstance(field.target_field, models.UUIDField)
    ):
        return lambda stored: UUID(int=int(stored, 16))
    if isinstance(field, models.DateTimeField):
        return lambda stored: stored.replace(tzinfo=UTC)
    if isinstance(field, models.CharField | models.TextField | models.IntegerField):
        return None
    raise TypeError(f"{field} is not read in bulk")


def _to_db(field: "models.Field[Any, Any]") -> Callable[[Any], Any]:
    """How a value of this field is handed to the database: as Django does, and at once where that changes nothing."""
    same = next((types for kinds, types in _HANDED_OVER if isinstance(field, kinds)), (type(None),))
    names_a_row = isinstance(field, models.UUIDField | models.ForeignKey)
    is_time, native = isinstance(field, models.DateTimeField), connection.features.has_native_uuid_field

    def handed_over(value: Any) -> Any:
        kind = type(value)
        if kind in same:
            return value
        if names_a_row and kind is UUID:
            return value if native else value.hex
        if is_time and kind is datetime and value.tzinfo is not None:
            return _time(value, connection.vendor)
        return field.get_db_prep_save(value, connection)

    return handed_over


_HANDED_OVER: tuple[tuple[tuple[type, ...], tuple[type, ...]], ...] = (
    ((models.TextField, models.CharField), (str, type(None))),
    ((models.BooleanField,), (bool, type(None))),
    ((models.IntegerField,), (int, type(None))),
    ((models.BinaryField,), (bytes, type(None))),
)
"""Values of these fields that a database takes as they are."""


@lru_cache(maxsize=256)
def _time(value: datetime, _vendor: str) -> Any:
    """A time that repeats, as all that one turn writes does, is worked out once."""
    return connection.ops.adapt_datetimefield_value(value)


def _field(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    return cast("models.Field[Any, Any]", model._meta.get_field(name))


def _listed(fields: Iterable["models.Field[Any, Any]"]) -> str:
    return ", ".join(_quoted(field.column) for field in fields)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
