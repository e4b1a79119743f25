"""Which threat level somebody saw published, and what was looked at because it had changed."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import models

from ....ground.audit.house import HouseFact
from ....ground.crypto.fields import SealedField
from ....ground.crypto.models import DataKey
from ....ground.kernel.constraints import SameProvider
from ....ground.kernel.models import Fact
from ....ground.tenancy.models import Site


class ThreatSight(HouseFact):
    """Somebody saw a level published. The next sighting stands beside it; a correction replaces it, and says why."""

    named_as: ClassVar[str] = "threat_sight"
    level = models.CharField(max_length=12)
    """Of `Level`."""
    seen_on = models.DateField()
    source = models.CharField(max_length=200)
    """Where it was seen: a page, an office; about nobody."""
    why = models.CharField(max_length=300, blank=True)
    """Of a correction: what was wrong about the row it replaces; about nobody."""
    entry = models.UUIDField(null=True, blank=True)
    """Of a correction: the first row of what it corrects, which keeps its name and its place through all of them."""
    written_at = models.DateTimeField(null=True, blank=True)
    """Of a correction: when that first row was written."""

    class Meta(HouseFact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [*HouseFact.Meta.constraints]

    @property
    def first(self) -> UUID:
        """The first row of the same sighting: what it is called by, corrected or not."""
        return self.entry or self.id

    @property
    def first_written_at(self) -> datetime:
        """When somebody first wrote it down: its place among those of one day."""
        return self.written_at or self.recorded_at


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
