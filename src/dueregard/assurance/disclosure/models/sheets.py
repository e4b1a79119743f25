"""A record put up for a request, each decision about a thing in it, and the copy. Words lie under the record's key:
when the record goes, so does what was given of it."""

from typing import ClassVar

from django.db import models

from ....ground.crypto.fields import SealedField
from ....ground.kernel.constraints import SameProvider
from ....work.casework.models.record import OfConcern
from ...rights.models import RightsRequest


class Sheet(OfConcern):
    """A record was put up, because it holds something about whoever asks, for one person to weigh. Put up anew for
    somebody else: a row that replaces it, with nothing decided yet."""

    named_as: ClassVar[str] = "disclosure_sheet"
    asked = models.ForeignKey(
        RightsRequest, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )
    answerer_id = models.UUIDField()
    """Who weighs it, of the directory."""
    asks_as = models.UUIDField(null=True, blank=True)
    """The row of the record's people that is whoever asks; empty for whoever reported."""
    for_another = models.BooleanField()
    """Somebody asks on their behalf."""
    words = SealedField(context="disclosure.sheet.v1", key="concern.account_key")
    """How it is known that it is about whoever asks."""

    class Meta(OfConcern.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfConcern.Meta.constraints,
            SameProvider("asked", name="disclosure_sheet_asked_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *OfConcern.Meta.indexes,
            models.Index(fields=["provider_id", "asked"], name="disclosure_sheet_asked"),
        ]


class OfSheet(OfConcern):
    """A row about one record that was put up."""

    sheet = models.ForeignKey(
        Sheet, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )

    class Meta(OfConcern.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfConcern.Meta.constraints,
            SameProvider("sheet", name="%(app_label)s_%(class)s_sheet_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *OfConcern.Meta.indexes,
            models.Index(fields=["provider_id", "sheet"], name="%(app_label)s_%(class)s_sheet"),
        ]


class Weighing(OfSheet):
    """What somebody gets to see of one thing. Decided anew: a row that replaces it; what stood before stays
    readable."""

    named_as: ClassVar[str] = "weighing"
    thing_id = models.UUIDField()
    """Which thing of the record: a row of it that was put right since is another one, not weighed yet."""
    gives = models.CharField(max_length=10)
    may_know = models.BooleanField()
    """Whether whoever asked may know that something is left out; of what is given whole always."""
    words = SealedField(context="disclosure.weighing.v1", key="concern.account_key")
    """The ground, the passages, the reason, consent and balance."""


class GivenCopy(OfSheet):
    """A copy was made for whoever asked. It is what they got, word for word."""

    named_as: ClassVar[str] = "given_copy"
    way = models.CharField(max_length=10)
    whole = models.PositiveSmallIntegerField()
    in_part = models.PositiveSmallIntegerField()
    withheld = models.PositiveSmallIntegerField()
    tells = models.BooleanField()
    """Whether it says that something is left out."""
    words = SealedField(context="disclosure.copy.v1", key="concern.account_key")
    """The copy itself, and how it was made sure who asks."""
