"""A column that holds an envelope and says so: its context is declared where the column is."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

if TYPE_CHECKING:  # Django's own fields cannot be subscripted when they run
    _Binary = models.BinaryField[Any, Any]
else:
    _Binary = models.BinaryField


class SealedField(_Binary):
    """Encrypted words. `context` names table, column and version, and is bound into every envelope of the column.

    `key` leads from a row to the key its words lie under, so that whoever verifies the record can open them all:
    `concern.account_key`. It is no matter of the database, so migrations do not write it down.
    """

    inventory: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, context: str = "", key: str = "", **kwargs: Any) -> None:
        self.context, self.key = context, key
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """As migrations write it down."""
        name, path, args, kwargs = super().deconstruct()
        kwargs["context"] = self.context
        return name, path, list(args), kwargs

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        """Take its place in the inventory, where no two columns may share a context."""
        super().contribute_to_class(cls, name, private_only=private_only)
        if cls._meta.abstract or cls.__module__ == "__fake__":
            return
        column = f"{cls._meta.label}.{name}"
        if not self.key:
            raise TypeError(f"{column} does not say under which key its words lie")
        if self.inventory.setdefault(self.context, column) != column:
            raise TypeError(f"{column} and {self.inventory[self.context]} share the context {self.context!r}")
