"""A lookup for hundreds of values at once: `filter(number__among=numbers)`.

`__in` writes a placeholder for each value, which costs more time than the database needs to answer. Here all of them
are one parameter, so the statement is the same however many there are.
"""

import json
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:  # Django's own lookups cannot be subscripted when they run
    _Lookup = models.Lookup[Any]
else:
    _Lookup = models.Lookup


@models.ForeignKey.register_lookup  # which does not look among those of other fields
@models.Field.register_lookup
class Among(_Lookup):
    """Whether a column has one of some values, none of them null."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """The condition, for either database."""
        column, parameters = self.process_lhs(compiler, connection)
        field = self.lhs.output_field
        values = [field.get_db_prep_value(value, connection, prepared=False) for value in self.rhs]
        if connection.vendor == "postgresql":
            return f"{column} = ANY(%s)", [*parameters, values]
        condition = f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608  # a column of our models
        return condition, [*parameters, json.dumps(values)]
