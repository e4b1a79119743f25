"""The log of breaches."""

from typing import ClassVar

from django.db import models

from ....authority.identity.models import Person
from ....ground.audit.house import HouseFact
from ....ground.crypto.fields import SealedField
from ....ground.crypto.models import DataKey
from ....ground.kernel.constraints import SameProvider
from ....ground.kernel.models import Fact


class Breach(HouseFact):
    """Data about people was lost, or came to somebody it was not for. Settled, a row that replaces it says so."""

    named_as: ClassVar[str] = "breach"
    log = models.UUIDField()
    """The same in every row of one breach."""
    writer = models.ForeignKey(Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    aware_at = models.DateTimeField()
    """When somebody here knew: the clock starts then, not when it happened and not when it was written down."""
    restricted = models.BooleanField()
    """It touches a restricted concern: for whoever is accountable, and whoever noted it."""
    settled = models.BooleanField(default=False)
    """The regulator is told, or it is decided that they need not be."""

    class Meta(HouseFact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *HouseFact.Meta.constraints,
            SameProvider("writer", name="rights_breach_writer_own"),
        ]


class BreachEntry(Fact):
    """What was written about one part of a breach. Written anew, it names the row it corrects, which stays readable."""

    named_as: ClassVar[str] = "breach-entry"
    log = models.UUIDField()
    part = models.CharField(max_length=16)
    telling = models.CharField(max_length=8, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    writer = models.ForeignKey(Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    key = models.ForeignKey(DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    words = SealedField(context="rights.breach.v1", key="key")

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("writer", name="rights_breachentry_writer_own"),
            SameProvider("key", name="rights_breachentry_key_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "log"], name="rights_breachentry_log")
        ]
