"""Which rows of a fact's table we had recorded by a time, as one condition put into SQL by hand.

Nearly every query asks it, and Django takes longer to put it together than a database to answer.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler


_PROVIDER: "models.UUIDField[Any, Any]" = models.UUIDField()
_TIME: "models.DateTimeField[Any, Any]" = models.DateTimeField()


class Known(models.Expression):
    """Recorded by `at`, neither replaced nor withdrawn by then. `showings`: the table of the batches that were shown,
    where rows may have come in one; what was not shown by then is not known, and hides nothing."""

    output_field = models.BooleanField()

    def __init__(
        self,
        model: type[models.Model],
        provider: UUID,
        at: datetime,
        showings: type[models.Model] | None = None,
    ) -> None:
        super().__init__()
        self._model, self._provider, self._at, self._showings = model, provider, at, showings
        names = ["pk", "recorded_at", "withdrawn", *(["batch_id"] if showings else [])]
        self._columns: list[Any] = [models.F(name) for name in names]

    def get_source_expressions(self) -> list[Any]:
        """The columns of the row that is asked about."""
        return self._columns

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        """Take them as they are called in a query."""
        self._columns = list(exprs)

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
