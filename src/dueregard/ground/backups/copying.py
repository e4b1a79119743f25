"""Every row of one database written into another of either kind, and proof that it is all there.

Rows go through the models' own fields, so each value means the same on both sides; and few at a time, so little is in
memory, whatever their number.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import DatabaseError, connection
from django.db.models import Field, Model, QuerySet

from ..kernel import bulk
from ..kernel.refusals import Refusal

_AT_ONCE = 2000
_ALL = 1 << 256
Row = Sequence[Any]
Digest = tuple[int, int]
"""How many rows, and the sum of the hashes of all: whatever order they come in, it is the same."""
Say = Callable[[str], None]


class NotCopied(Refusal):
    """The records could not be copied. The old database is unchanged."""

    code = "not-copied"


_MADE_ANEW = {"contenttypes", "auth"}
"""Lists of Django's own that each database makes for itself: nothing of ours refers to them."""


def models() -> list[type[Model]]:
    """Every table that is copied, in an order that stays."""
    found = apps.get_models(include_auto_created=True)
    return sorted(
        (model for model in found if model._meta.app_label not in _MADE_ANEW),
        key=lambda model: model._meta.db_table,
    )


def copy_all(source: str, *, say: Say) -> dict[str, Digest]:
    """Fill the tables of the database in place from the one called `source`, in the caller's transaction; returns what
    was read there."""
    every, found = models(), {}
    for number, model in enumerate(every, 1):
        table = model._meta.db_table
        try:
            found[table] = _copy(model, source)
        except DatabaseError as fault:  # no message: it may quote the row
            raise NotCopied(
                f"The table {table} could not be copied ({type(fault).__name__}). The old database is unchanged."
            ) from None
        say(f"Copied table {number} of {len(every)}: {table}, {found[table][0]:,} rows.")
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), every):
            cursor.execute(statement)
    return found


def _copy(model: type[Model], source: str) -> Digest:
    count, total = 0, 0

    def passing() -> Iterator[Row]:
        nonlocal count, total
        for row in _rows(model, source):
            count, total = count + 1, (total + _hash(row)) % _ALL
            yield row

    rows = passing()
    while some := list(islice(rows, _AT_ONCE)):
        bulk.pour(model, some)
    return count, total


def digests(*, say: Say) -> dict[str, Digest]:
    """The same figures of the database in place."""
    found = {}
    for number, model in enumerate(every := models(), 1):
        count, total = 0, 0
        for row in _rows(model, "default"):
            count, total = count + 1, (total + _hash(row)) % _ALL
        found[model._meta.db_table] = count, total
        say(f"Compared table {number} of {len(every)}: {model._meta.db_table}.")
    return found


def _rows(model: type[Model], using: str) -> Iterator[Row]:
    """Every row of whatever provider, all columns in the order of the fields."""
    rows: QuerySet[Any] = QuerySet(model, using=using)
    fields: Sequence[Field[Any, Any]] = model._meta.concrete_fields
    yield from rows.order_by().values_list(*(field.attname for field in fields)).iterator(_AT_ONCE)


def _hash(row: Row) -> int:
    return int.from_bytes(sha256(repr([_plain(value) for value in row]).encode()).digest())


def _plain(value: Any) -> Any:
    """A value as it is written whichever database gave it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, memoryview):
        return bytes(value)
    if isinstance(value, dict):  # PostgreSQL keeps the names of an object in an order of its own
        return sorted((name, _plain(part)) for name, part in value.items())
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value
