"""The entries, and the head that whoever writes must hold."""

from typing import Any, ClassVar

from django.db import models

from ..kernel.models import AppendOnly, Fact, Owned, ScopedManager
from .vocabulary import FORMAT, GENESIS


class EntryQuerySet(models.QuerySet[Any]):
    """Reads; the database's own triggers refuse the rest as well."""

    def update(self, **kwargs: Any) -> int:
        raise AppendOnly("ledger entries are never updated")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly("ledger entries are never deleted")


class EntryManager(ScopedManager.from_queryset(EntryQuerySet)):  # type: ignore[misc]
    """The manager of ledger entries."""


class Entry(Owned):
    """One thing that was done.

    Holds no narrative and no name; foreign keys would let it interfere, so there are none.
    """

    format = models.PositiveSmallIntegerField(default=FORMAT)
    stream = models.CharField(max_length=8)
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    """Our clock, never behind the entry before."""
    effective = models.DateTimeField()
    """When what is recorded was so."""
    actor = models.CharField(max_length=60)
    for_whom = models.CharField(max_length=60, blank=True)
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    detail = models.TextField()
    """Canonical JSON, kept as text so that the bytes that were hashed are the bytes that are stored."""
    commitments = models.TextField(default="[]")
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects: ClassVar[Any] = EntryManager()

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["provider_id", "stream", "seq"], name="audit_entry_one_a_place"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "subject_id", "seq"], name="audit_entry_subject"),
        ]


class Head(Owned):
    """The end of one stream. Locking the open stream's head is a provider's turn."""

    stream = models.CharField(max_length=8)
    seq = models.PositiveBigIntegerField(default=0)
    at = models.DateTimeField()
    hash = models.CharField(max_length=64, default=GENESIS)
    house = models.UUIDField(null=True)
    """On the open stream: another one whenever a fact of the house was written; see `house`."""

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["provider_id", "stream"], name="audit_head_one_a_stream"),
        ]


class Showing(Fact):
    """Rows that were staged in many small turns are seen from now on, all at once. Its id is that of their batch."""

    named_as: ClassVar[str] = "batch"
