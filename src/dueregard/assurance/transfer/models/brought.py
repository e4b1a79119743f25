"""An export of another product while somebody sorts it, and what they said of each person in it."""

from typing import ClassVar

from django.db import models

from ....ground.crypto.fields import SealedField
from ....ground.crypto.models import DataKey
from ....ground.kernel.constraints import SameProvider
from ....ground.kernel.models import Fact


class Brought(Fact):
    """A file of another product, read and waiting to be sorted. Only whoever brought it sees it; within 30 days its key
    is destroyed, and what was put with a record lies there."""

    named_as: ClassVar[str] = "brought"
    digest = models.CharField(max_length=64)
    """SHA-256 of the file as it came."""
    entries = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    """How many people it names."""
    owner_id = models.UUIDField()
    key = models.ForeignKey(DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    words = SealedField(context="transfer.brought.v1", key="key")
    """From which product, how its columns are called, and every entry by person: `queries.brought.Contents`."""

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("key", name="transfer_brought_key_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "owner_id"], name="transfer_brought_owner")
        ]


class Sorting(Fact):
    """Somebody said who one person of a file is here, or that they are not brought in."""

    named_as: ClassVar[str] = "sorting"
    brought = models.ForeignKey(Brought, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    place = models.PositiveIntegerField()
    """Which person of the file: counted from 1 in the order in which they come."""
    came = models.CharField(max_length=12)
    words = SealedField(context="transfer.sorting.v1", key="brought.key")
    """The reference of the record they were put with, or why not."""

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("brought", name="transfer_sorting_brought_own"),
            # Two tabs at once: one wins, the other reads that it was done.
            models.UniqueConstraint(
                fields=["provider_id", "brought", "place"], name="transfer_sorting_once_each"
            ),
        ]
