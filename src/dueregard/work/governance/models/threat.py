"""Which threat level somebody saw published, and what was looked at because it had changed."""

from typing import ClassVar

from django.db import models

from ....ground.audit.house import HouseFact
from ....ground.crypto.fields import SealedField
from ....ground.crypto.models import DataKey
from ....ground.kernel.constraints import SameProvider
from ....ground.kernel.models import Fact
from ....ground.tenancy.models import Site


class ThreatSight(HouseFact):
    """Somebody saw a level published. The next sighting stands beside it."""

    named_as: ClassVar[str] = "threat_sight"
    level = models.CharField(max_length=12)
    """Of `Level`."""
    seen_on = models.DateField()
    source = models.CharField(max_length=200)
    """Where it was seen: a page, an office; about nobody."""

    class Meta(HouseFact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [*HouseFact.Meta.constraints]


class ThreatTaskLook(Fact):
    """A place or a plan was looked at after a change of the level."""

    named_as: ClassVar[str] = "threat_task"
    sight = models.ForeignKey(
        ThreatSight, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )
    """The sighting that was the change."""
    task = models.UUIDField()
    """Of `rules.threat.ToDo`."""
    touches = models.CharField(max_length=8)
    """Of `Touches`."""
    site = models.ForeignKey(
        Site,
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        db_index=False,
    )
    done_on = models.DateField()
    key = models.ForeignKey(
        DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )
    words = SealedField(context="governance.threattask.v1", key="key")
    """What was looked at, and what came of it."""

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("sight", name="governance_threattasklook_sight_own"),
            SameProvider("site", name="governance_threattasklook_site_own"),
            SameProvider("key", name="governance_threattasklook_key_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "sight"], name="governance_threattask_sight")
        ]
