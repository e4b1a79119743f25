"""`SameProvider`: a reference between two rows of one provider, held by the database.

A plain foreign key lets a row of one provider name a row of another. This constraint is a composite foreign key
(provider_id, x_id) → (provider_id, id), on SQLite and PostgreSQL alike; the field itself says `db_constraint=False`.
"""

from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


class SameProvider(models.BaseConstraint):
    """The row named by `field` belongs to the same provider as this row."""

    def __init__(self, field: str, *, name: str) -> None:
        super().__init__(name=name)
        self.field = field

    def constraint_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> str:
        """The clause as it stands inside CREATE TABLE."""
        if model is None or schema_editor is None:
            raise TypeError("a constraint is written for a model on a database")
        quote = schema_editor.quote_name
        field = model._meta.get_field(self.field)
        other = field.related_model
        if not isinstance(field, models.ForeignKey) or other is None or isinstance(other, str):
            raise TypeError(f"{self.field} is no reference")
        return (
            f"CONSTRAINT {quote(self.name)} FOREIGN KEY ({quote('provider_id')}, {quote(field.column)}) "
            f"REFERENCES {quote(other._meta.db_table)} ({quote('provider_id')}, {quote('id')}) "
            "DEFERRABLE INITIALLY DEFERRED"
        )

    def create_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> str:
        """The statement that adds it to a table that stands already."""
        clause = self.constraint_sql(model, schema_editor)
        if model is None or schema_editor is None:
            raise TypeError("a constraint is written for a model on a database")
        return f"ALTER TABLE {schema_editor.quote_name(model._meta.db_table)} ADD {clause}"

    def remove_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> str:
        """The statement that takes it away (PostgreSQL; SQLite rebuilds the table)."""
        if model is None or schema_editor is None:
            raise TypeError("a constraint is written for a model on a database")
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """The database judges; there is nothing to ask twice."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameProvider) and (self.name, self.field) == (other.name, other.field)

    def __hash__(self) -> int:
        return hash((self.name, self.field))

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """As migrations write it down."""
        path, args, kwargs = super().deconstruct()
        kwargs["field"] = self.field
        return path, tuple(args), kwargs
