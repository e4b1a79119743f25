"""Who looked at what belongs to no concern, and what of it was disposed of."""

from typing import ClassVar

from django.db import models

from ....ground.crypto.fields import SealedField
from ....ground.crypto.models import DataKey
from ....ground.kernel.constraints import SameProvider
from ....ground.kernel.models import Fact


class LooseLook(Fact):
    """Somebody looked at a thing whose time is over, and what came of it, as `Look` says it of a concern."""

    named_as: ClassVar[str] = "loose_look"
    thing_kind = models.CharField(max_length=20)
    thing_id = models.UUIDField()
    came = models.CharField(max_length=8)
    record_class = models.CharField(max_length=24)
    due_on = models.DateField(null=True, blank=True)
    keep_until = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=20, blank=True)
    """Of `Why`, for one that is to go."""
    looker_id = models.UUIDField()
    key = models.ForeignKey(DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    """Of the thing: the reasons go with it."""
    words = SealedField(context="rights.loose-look.v1", key="key")

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("key", name="rights_looselook_key_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "thing_id"], name="rights_looselook_thing")
        ]


class LooseDisposal(Fact):
    """A thing that belonged to no concern was disposed of: what a certificate says, and no word of it."""

    named_as: ClassVar[str] = "loose_disposal"
    thing_kind = models.CharField(max_length=20)
    thing_id = models.UUIDField()
    record_class = models.CharField(max_length=24)
    why = models.CharField(max_length=20)
    due_on = models.DateField(null=True, blank=True)
    disposed_at = models.DateTimeField()
    """As it was first done: a restore writes the row again, later."""
    first_id = models.UUIDField()
    second_id = models.UUIDField()
    held_until = models.DateField(null=True, blank=True)

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            # However many agree at once, it goes once.
            models.UniqueConstraint(fields=["provider_id", "thing_id"], name="rights_loosedisposal_once"),
        ]
