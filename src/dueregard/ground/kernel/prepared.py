"""Queries that are put into SQL once and then asked with other values: for those that every report or page asks.

Django takes ten times as long to build such a query as a database to answer it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models.query import ModelIterable

from . import scope

One = UUID | datetime | date | str
Value = One | frozenset[str] | frozenset[UUID]
"""A set is asked with `IN`. Sizes are doubled, with its last member again, so that there are few statements."""
_STAND_INS: dict[type, Callable[[int], Any]] = {
    UUID: lambda n: UUID(int=0xD0E7_E6A7_D000 + n),
    datetime: lambda n: datetime(1912, 6, 23, tzinfo=UTC) + timedelta(seconds=n),
    date: lambda n: date(1815, 12, 10) + timedelta(days=n),
    str: lambda n: f"stands in for value {n}",
}
_OWNER = -1
"""The place among the values that the provider in scope takes."""


@dataclass(frozen=True, slots=True)
class _Statement:
    sql: str
    given: Sequence[Any]
    places: Sequence[tuple[int, int]]
    """Which of those given stands for which value: where it is in the statement, and which value."""
    read: Callable[[Sequence[Any]], Any]


class Prepared:
    """What `ask` makes of some values: a queryset of rows, or of tuples by `values_list`.

    `ask` is called once for each kind of database and for each size of the sets among its values, with values that
    stand for others; so it may not look at them. It sees the provider in scope as any query does.
    """

    def __init__(self, ask: "Callable[..., models.QuerySet[Any, Any]]") -> None:
        self._ask = ask
        self._ready: dict[tuple[object, ...], _Statement | None] = {}

    def rows(self, *values: Value) -> list[Any]:
        """The answer to these values."""
        flat = [one for value in values for one in _each(value)]
        shape = (connection.vendor, *(len(_each(value)) for value in values if isinstance(value, frozenset)))
        if shape not in self._ready:
            self._ready[shape] = _prepare(self._ask, values)
        if (ready := self._ready[shape]) is None:
            return []
        given = list(ready.given)
        for place, value in ready.places:
            given[place] = _to_db(scope.provider_id() if value == _OWNER else flat[value])
        with connection.cursor() as cursor:
            cursor.execute(ready.sql, given)
            return [ready.read(row) for row in cursor.fetchall()]

    def first(self, *values: Value) -> Any | None:
        """The first row of the answer, or None."""
        return next(iter(self.rows(*values)), None)


def _each(value: Value) -> Sequence[One]:
    """A value by itself, or a set's members as many times as there are places for them."""
    if not isinstance(value, frozenset):
        return (value,)
    members: list[Any] = sorted(value)
    places = 1 << (len(members) - 1).bit_length() if members else 0
    return members + members[-1:] * (places - len(members))


def _standing_in(values: Sequence[Value]) -> list[Value]:
    made: list[Value] = []
    n = 0
    for value in values:
        alike = [_STAND_INS[type(one)](n + nth) for nth, one in enumerate(_each(value))]
        made.append(frozenset(alike) if isinstance(value, frozenset) else alike[0])
        n += len(alike)
    return made


def _prepare(ask: "Callable[..., models.QuerySet[Any, Any]]", values: Sequence[Value]) -> _Statement | None:
    stand_ins = _standing_in(values)
    rows = ask(*stand_ins)
    compiler = rows.query.get_compiler(connection=connection)
    try:
        sql, given = compiler.as_sql()
    except EmptyResultSet:  # whatever the other values are, no row can be in an empty set
        return None
    flat = [one for value in stand_ins for one in _each(value)]
    means = {_to_db(value): n for n, value in enumerate(flat)}
    if scope.is_entered():
        means[_to_db(scope.provider_id())] = _OWNER
    places = [(place, means[one]) for place, one in enumerate(given) if one.__hash__ and one in means]
    if missing := set(range(len(flat))) - {value for _, value in places}:
        raise TypeError(f"a prepared query looked at its values instead of asking with them: {missing}")
    return _Statement(sql, given, places, _reader(rows, compiler))


def _reader(rows: "models.QuerySet[Any, Any]", compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """What makes a row of the answer what Django would make of it."""
    columns = [column for column, _, _ in compiler.select]
    converters = [
        (n, functions, column) for n, (functions, column) in compiler.get_converters(columns).items()
    ]

    def converted(row: Sequence[Any]) -> list[Any]:
        values = list(row)
        for n, functions, column in converters:
            for convert in functions:
                values[n] = convert(values[n], column, connection)
        return values

    if not issubclass(rows._iterable_class, ModelIterable):
        return lambda row: tuple(converted(row))
    own = compiler.klass_info["select_fields"]
    names = [columns[n].target.attname for n in own]
    more = dict(compiler.annotation_col_map)

    def instance(row: Sequence[Any]) -> Any:
        values = converted(row)
        made = rows.model.from_db(rows.db, names, [values[n] for n in own])
        for name, n in more.items():
            setattr(made, name, values[n])
        return made

    return instance


def _to_db(value: One) -> Any:
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
