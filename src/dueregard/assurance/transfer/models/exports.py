"""That everything a provider holds was asked for, agreed to, made, fetched and destroyed."""

from typing import ClassVar

from django.db import models

from ....ground.crypto.fields import SealedField
from ....ground.crypto.models import DataKey
from ....ground.kernel.constraints import SameProvider
from ....ground.kernel.models import Fact


class Export(Fact):
    """Somebody asked for an export of everything. It holds what they may see, and no more."""

    named_as: ClassVar[str] = "export"
    asker_id = models.UUIDField()
    key = models.ForeignKey(DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    words = SealedField(context="transfer.export.v1", key="key")
    """Why, and what closes the file; gone with the file."""

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("key", name="transfer_export_key_own"),
        ]


class ExportStep(Fact):
    """One step of an export: each is taken once, but that it is fetched."""

    named_as: ClassVar[str] = "export-step"
    export = models.ForeignKey(Export, on_delete=models.DO_NOTHING, db_constraint=False, related_name="steps")
    step = models.CharField(max_length=10)
    digest = models.CharField(max_length=64, blank=True)
    """SHA-256 of the closed file, once it is made."""
    size = models.BigIntegerField(default=0)
    words = SealedField(context="transfer.export-step.v1", key="export.key")
    """What somebody said of it; most say nothing."""

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("export", name="transfer_exportstep_export_own"),
            # Two people answering at once, two workers making it: one wins.
            models.UniqueConstraint(
                fields=["provider_id", "export", "step"],
                condition=~models.Q(step="fetched"),
                name="transfer_exportstep_once",
            ),
        ]
