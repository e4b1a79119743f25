"""Which rows of a fact's table we had recorded by a time, or were in force, as conditions put into SQL by hand.

Nearly every query asks them, and Django takes longer to put them together than a database to answer.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.db import models
from django.db.models.sql.where import AND

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

Rows = TypeVar("Rows", bound="models.QuerySet[Any]")
_PROVIDER: "models.UUIDField[Any, Any]" = models.UUIDField()
_TIME: "models.DateTimeField[Any, Any]" = models.DateTimeField()


def columns(rows: "models.QuerySet[Any]", *names: str) -> list[Any]:
    """Columns of the rows' own table, as a condition of theirs calls them."""
    alias, field = rows.query.get_initial_alias(), rows.model._meta.get_field
    return [field(name).get_col(alias) for name in names]


def narrow(rows: Rows, *conditions: Any) -> Rows:
    """These rows and no copy, if all conditions on their columns hold: what `filter` does with what it is given by
    name, which it first looks up."""
    if rows.query.is_sliced:
        raise TypeError("some rows of an answer were taken already, so they cannot be narrowed")
    for condition in conditions:
        rows.query.where.add(condition, AND)
    return rows


class _Condition(models.Expression):
    """A condition on columns of a row."""

    output_field = models.BooleanField()

    def __init__(self, row: Sequence[Any]) -> None:
        super().__init__()
        self._columns = list(row)

    def get_source_expressions(self) -> list[Any]:
        """The columns of the row that is asked about."""
        return self._columns

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        """Take them as they are called in a query."""
        self._columns = list(exprs)


class Known(_Condition):
    """Recorded by `at`, neither replaced nor withdrawn by then. `showings`: the table of the batches that were shown,
    where rows may have come in one; what was not shown by then is not known, and hides nothing."""

    def __init__(
        self,
        rows: "models.QuerySet[Any]",
        provider: UUID,
        at: datetime,
        showings: type[models.Model] | None = None,
    ) -> None:
        super().__init__(columns(rows, "id", "recorded_at", "withdrawn", *(["batch_id"] if showings else [])))
        self._model, self._provider, self._at, self._showings = rows.model, provider, at, showings

    def as_sql(
        self, compiler: "SQLCompiler", connection: "BaseDatabaseWrapper", **_: Any
    ) -> tuple[str, list[Any]]:
        """The condition; names are those of our tables and columns, values go in as parameters."""
        row, recorded, withdrawn, *batch = (compiler.compile(one)[0] for one in self._columns)
        provider, at = (
            field.get_db_prep_value(value, connection)
            for field, value in ((_PROVIDER, self._provider), (_TIME, self._at))
        )
        table = connection.ops.quote_name(self._model._meta.db_table)
        shown, later_shown = self._shown(connection, batch), self._shown(connection, ["later.batch_id"])
        condition = (
            f"({shown}NOT EXISTS (SELECT 1 FROM {table} later WHERE {later_shown}later.provider_id = %s "  # noqa: S608
            f"AND later.recorded_at <= %s AND later.replaces_id = {row}) "
            f"AND {recorded} <= %s AND NOT {withdrawn})"
        )
        of_shown = [provider, at] if batch else []
        return condition, [*of_shown, *of_shown, provider, at, at]

    def _shown(self, connection: "BaseDatabaseWrapper", batch: Sequence[str]) -> str:
        if self._showings is None:
            return ""
        table, [column] = connection.ops.quote_name(self._showings._meta.db_table), batch
        shown = f"SELECT shown.id FROM {table} shown WHERE shown.provider_id = %s AND shown.recorded_at <= %s"  # noqa: S608
        return f"({column} IS NULL OR {column} IN ({shown})) AND "


class Held(_Condition):
    """A span in force at an instant: `since` included, `until` excluded."""

    def __init__(self, rows: "models.QuerySet[Any]", at: datetime) -> None:
        super().__init__(columns(rows, "since", "until"))
        self._at = at

    def as_sql(
        self, compiler: "SQLCompiler", connection: "BaseDatabaseWrapper", **_: Any
    ) -> tuple[str, list[Any]]:
        """The condition, as that of `Known`."""
        since, until = (compiler.compile(one)[0] for one in self._columns)
        at = _TIME.get_db_prep_value(self._at, connection)
        return f"({since} <= %s AND ({until} IS NULL OR {until} > %s))", [at, at]
