"""What the ledger promises of a row with sealed words: the words, and in a fact what it says beside them.

A row of the record is never changed, so when it happened, who owes it and what was decided are promised as its words
are. The salt lies with the words: once their key is destroyed nobody can test a guess at any of it.
"""

from datetime import UTC, datetime
from typing import Any

from django.db.models import Model

from ..crypto.fields import SealedField
from ..crypto.models import DataKey
from ..crypto.operations import seal, unseal_salted
from ..kernel.canonical import canonical_json
from ..kernel.models import Fact
from .rules import commitment


def promise(row: Model, column: str, words: str, key: DataKey) -> str:
    """Encrypt `words` into `row.column`; returns the commitment for the ledger.

    Everything else of the row is filled in before, and the row is saved after this.
    """
    return commitment(seal(row, column, words, key), words, _beside(row))


def promised(row: Model, column: str, key: DataKey) -> str:
    """The commitment to a row as it is stored. Raises `Shut` or `Unreadable`."""
    return commitment(*unseal_salted(row, column, key), _beside(row))


def _beside(row: Model) -> str:
    """What a fact says beside its words; nothing of a row that is worked on.

    What is empty is left out, so that a column which is added later changes no promise of before.
    """
    if not isinstance(row, Fact):
        return ""
    told = {
        field.attname: _plain(field.to_python(getattr(row, field.attname)))
        for field in row._meta.concrete_fields
        if not isinstance(field, SealedField)
    }
    return canonical_json({name: said for name, said in told.items() if said}).decode()


def _plain(value: Any) -> str:
    """A value the same before it was stored and after; empty for none, no words and no."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value) if value else ""
