"""A threat against whoever spoke up, what protects them, and what came of it. Rows are only added."""

from typing import ClassVar

from django.db import models

from ...ground.crypto.fields import SealedField
from ...ground.crypto.models import DataKey
from ...ground.kernel.constraints import SameProvider
from ...ground.kernel.models import Fact
from ..casework.models import Concern, ConcernPerson


class Threat(Fact):
    """Somebody was threatened because of a concern, or the police believe so. Its words lie under a key of their own:
    they do not open with the concern. They go when its record goes."""

    named_as: ClassVar[str] = "threat"
    concern = models.ForeignKey(
        Concern, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )
    source = models.CharField(max_length=16)
    """Of `Source`."""
    way = models.CharField(max_length=24)
    """Of `Way`."""
    happened_on = models.DateField()
    threatener = models.ForeignKey(
        ConcernPerson, null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+",
        db_index=False,
    )  # fmt: skip
    """Who threatened, where they are somebody of the concern: any row of theirs, also one that was replaced."""
    works_here = models.BooleanField(default=False)
    """Whoever wrote it says that whoever threatened works here: then it is shown to whoever sees restricted matters."""
    key = models.ForeignKey(
        DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )
    words = SealedField(context="protection.threat.v1", key="key")

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("concern", name="protection_threat_concern_own"),
            SameProvider("threatener", name="protection_threat_threatener_own"),
            SameProvider("key", name="protection_threat_key_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "concern"], name="protection_threat_concern")
        ]


class OfThreat(Fact):
    """A row of one threat; its words lie under the threat's key."""

    threat = models.ForeignKey(
        Threat, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )

    class Meta(Fact.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("threat", name="%(app_label)s_%(class)s_threat_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "threat"], name="%(app_label)s_%(class)s_threat")
        ]


class ThreatStep(OfThreat):
    """The police were told, somebody was warned, somebody was arrested."""

    named_as: ClassVar[str] = "threat_step"
    happened = models.CharField(max_length=20)
    """Of `Happened`."""
    happened_on = models.DateField()
    words = SealedField(context="protection.step.v1", key="threat.key")


class ProtectiveMeasure(OfThreat):
    """What protects somebody, and how it stands from a day on. That it stands otherwise is a row that replaces it."""

    named_as: ClassVar[str] = "measure"
    kind = models.CharField(max_length=16)
    """Of `Measure`."""
    standing = models.CharField(max_length=12)
    """Of `Standing`."""
    since = models.DateField()
    words = SealedField(context="protection.measure.v1", key="threat.key")

    class Meta(OfThreat.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "threat"], name="protection_measure_threat")
        ]
