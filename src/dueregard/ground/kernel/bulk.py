"""Reading and writing many rows at once, where the ORM's work for each row would take most of the time.

What the ORM would read or write is read or written, row for row; only the way there is shorter. Nothing here begins a
transaction.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection, models

from . import scope
from .ids import from_text, several, uuid7
from .repeated import MOST

Row = Sequence[Any]
_Convert = Callable[[Sequence[Any]], Sequence[Any]]
"""Makes of a column's values, of some rows, those of the other side."""
_AT_ONCE = 2000
_TOGETHER = 100
"""Readings in one statement; SQLite takes no more than 500."""
_COPIED_FROM = 20
"""Rows from which PostgreSQL is sent a stream of them, and not a statement for each."""


def read(
    rows: "models.QuerySet[Any]", columns: Sequence[str], *, ids: dict[str, UUID] | None = None
) -> Iterator[Row]:
    """These columns of the model's own table, as `values_list` would give them.

    `ids` are those made before of what the database keeps as text, to which new ones are added: for whoever reads
    several tables about the same people.
    """
    try:
        statement, values = rows.values_list(*columns).query.sql_with_params()
    except EmptyResultSet:  # among none, nothing is to be asked
        return
    yield from _fetched(statement, values, _all_from_db(rows, columns, ids))


def read_each(
    asked: "Sequence[models.QuerySet[Any]]", columns: Sequence[str], *, ids: dict[str, UUID] | None = None
) -> Iterator[Row]:
    """These columns, or what is annotated, of several readings of one model's table, each row after the place of its
    own reading among them: one question for a hundred of them. None is ordered, unless only its first are read."""
    for first in range(0, len(asked), _TOGETHER):
        parts = list(_parts(enumerate(asked[first : first + _TOGETHER], first), columns))
        if parts:
            statement = " UNION ALL ".join(part for part, _ in parts)
            values = [value for _, given in parts for value in given]
            from_db = [None, *_all_from_db(asked[first], columns, ids)]
            yield from _fetched(statement, values, from_db)


def _fetched(statement: str, values: Sequence[Any], from_db: Sequence["_Convert | None"]) -> Iterator[Row]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        while some := cursor.fetchmany(_AT_ONCE):
            yield from _by_column(from_db, some)


def _all_from_db(
    rows: "models.QuerySet[Any]", columns: Sequence[str], ids: dict[str, UUID] | None
) -> list["_Convert | None"]:
    made = {} if ids is None else ids
    annotated = rows.query.annotations
    fields = (annotated[n].output_field if n in annotated else _field(rows.model, n) for n in columns)
    return [_from_db(field, made) for field in fields]


def _parts(
    asked: "Iterable[tuple[int, models.QuerySet[Any]]]", columns: Sequence[str]
) -> Iterator[tuple[str, Sequence[Any]]]:
    for place, rows in asked:
        numbered = rows.annotate(its_place=models.Value(place)).values_list("its_place", *columns)
        with suppress(EmptyResultSet):  # among none, nothing is to be asked
            statement, values = numbered.query.sql_with_params()
            # SQLite takes no limit in a part of such a statement.
            yield (f"SELECT * FROM ({statement}) few" if numbered.query.is_sliced else statement), values  # noqa: S608


def read_ids(rows: "models.QuerySet[Any]") -> Iterator[bytes]:
    """The ids of these rows, each as its sixteen bytes, however many there are: PostgreSQL hands them over some at a
    time, where it would otherwise send all of them at once."""
    statement, values = rows.values_list("id").query.sql_with_params()
    native = connection.features.has_native_uuid_field
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, values)
        while some := cursor.fetchmany(_AT_ONCE):
            yield from ((id_.bytes for (id_,) in some) if native else (bytes.fromhex(id_) for (id_,) in some))


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
    given = list(zip(*rows, strict=True))
    if given:
        rest = [_defaults(field, len(given[0])) for field in into.fields[len(columns) :]]
        _insert(into, zip(*given, *rest, strict=True))


def _defaults(field: "models.Field[Any, Any]", count: int) -> Sequence[Any]:
    """The value of a column that rows do not give, for so many of them."""
    if field.default is uuid7:
        return several(count)
    if not field.has_default() or not callable(field.default) or field.default is scope.provider_id:
        return [field.get_default()] * count
    return [field.default() for _ in range(count)]


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
    to_db: Sequence[_Convert]
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
    ready = _by_column(into.to_db, rows)
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


def _many(statement: str, to_db: Sequence[_Convert], rows: Iterable[Row]) -> None:
    _execute(statement, _by_column(to_db, rows))


def _by_column(convert: Sequence["_Convert | None"], rows: Iterable[Row]) -> list[Row]:
    """The same rows, each column converted as a whole: what most of its values need is then found out once."""
    columns = zip(convert, zip(*rows, strict=True), strict=False)
    return list(zip(*(column if each is None else each(column) for each, column in columns), strict=True))


def _execute(statement: str, ready: Sequence[Row]) -> None:
    if ready:
        with connection.cursor() as cursor:
            if len(ready) == 1:
                cursor.execute(statement, ready[0])
            else:
                cursor.executemany(statement, ready)


def _from_db(field: "models.Field[Any, Any]", ids: dict[str, UUID]) -> _Convert | None:
    """What makes the field's values of the database's; None where they are the same."""
    if connection.vendor == "postgresql":
        return None
    if isinstance(field, models.UUIDField) or (
        isinstance(field, models.ForeignKey) and isinstance(field.target_field, models.UUIDField)
    ):
        return lambda stored: _ids(stored, ids)
    if isinstance(field, models.DateTimeField):
        return lambda stored: [value and _aware(value) for value in stored]
    if isinstance(field, models.CharField | models.TextField | models.IntegerField | models.DateField):
        return None
    raise TypeError(f"{field} is not read in bulk")


def _ids(stored: Sequence[str | None], made: dict[str, UUID]) -> Sequence[UUID | None]:
    new = {value for value in stored if value}.difference(made)
    made.update((value, from_text(value)) for value in new)
    return [made[value] if value else None for value in stored]


@lru_cache(maxsize=MOST)
def _aware(stored: datetime) -> datetime:
    return stored.replace(tzinfo=UTC)


def _to_db(field: "models.Field[Any, Any]") -> _Convert:
    """How a column of this field is handed to the database: as Django does, and at once where that changes nothing."""
    same: set[type] = next((types for kinds, types in _HANDED_OVER if isinstance(field, kinds)), {type(None)})
    names_a_row = isinstance(field, models.UUIDField | models.ForeignKey)
    is_time, native = isinstance(field, models.DateTimeField), connection.features.has_native_uuid_field
    is_day = isinstance(field, models.DateField) and not is_time
    if names_a_row and native:
        same = {UUID, type(None)}

    def one(value: Any) -> Any:
        kind = type(value)
        if kind in same:
            return value
        if names_a_row and kind is UUID:
            return f"{value.int:032x}"
        if is_time and kind is datetime and value.tzinfo is not None:
            return _time(value, connection.vendor)
        if is_day and kind is date:
            return _day(value, connection.vendor)
        return field.get_db_prep_save(value, connection)

    def handed_over(column: Sequence[Any]) -> Sequence[Any]:
        kinds = set(map(type, column))
        if kinds <= same:
            return column
        if len(set(map(id, column))) == 1:  # what all that one turn writes has in common
            return [one(column[0])] * len(column)
        if names_a_row and kinds == {UUID}:
            return [f"{value.int:032x}" for value in column]
        return [one(value) for value in column]

    return handed_over


_HANDED_OVER: tuple[tuple[tuple[type, ...], set[type]], ...] = (
    ((models.TextField, models.CharField), {str, type(None)}),
    ((models.BooleanField,), {bool, type(None)}),
    ((models.IntegerField,), {int, type(None)}),
    ((models.BinaryField,), {bytes, type(None)}),
)
"""Values of these fields that a database takes as they are."""


@lru_cache(maxsize=256)
def _time(value: datetime, _vendor: str) -> Any:
    """A time that repeats, as all that one turn writes does, is worked out once."""
    return connection.ops.adapt_datetimefield_value(value)


@lru_cache(maxsize=4096)
def _day(value: date, _vendor: str) -> Any:
    """Birthdays repeat."""
    return connection.ops.adapt_datefield_value(value)


def _field(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    return cast("models.Field[Any, Any]", model._meta.get_field(name))


def _listed(fields: Iterable["models.Field[Any, Any]"]) -> str:
    return ", ".join(_quoted(field.column) for field in fields)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
