"""The table of outside facts. It belongs to no provider: what is so outside is so for all of them."""

from typing import Any, ClassVar

from django.db import models

from ..kernel.ids import uuid7
from ..kernel.models import FactQuerySet, Recorded
from .vocabulary import Confidence, Extent, Sort


class OutsideFact(Recorded):
    """One fact of the outside world, as recorded on one day. A key has one row that nothing replaces."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.DO_NOTHING, related_name="+"
    )
    sort = models.CharField(max_length=20)
    key = models.CharField(max_length=80)
    nation = models.CharField(max_length=20)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    content = models.TextField()
    """Canonical JSON of the sort's content."""
    source = models.CharField(max_length=300)
    confidence = models.CharField(max_length=1)
    checked_on = models.DateField()
    recheck_by = models.DateField()

    objects: ClassVar[Any] = models.Manager.from_queryset(FactQuerySet)()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(replaces=None), name="reference_outsidefact_one_beginning"
            ),
            models.CheckConstraint(
                name="reference_outsidefact_confidence",
                condition=models.Q(confidence__in=[one.value for one in Confidence]),
            ),
            models.CheckConstraint(
                name="reference_outsidefact_nation",
                condition=models.Q(nation__in=[one.value for one in Extent]),
            ),
            models.CheckConstraint(
                name="reference_outsidefact_sort", condition=models.Q(sort__in=[one.value for one in Sort])
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["sort", "key"], name="reference_outsidefact_key")
        ]

    def __str__(self) -> str:
        return self.key
