"""How long records are kept, what holds them, who looked at them, and what was disposed of."""

from typing import ClassVar

from django.db import models

from ....ground.audit.house import HouseFact
from ....ground.crypto.fields import SealedField
from ....ground.crypto.models import DataKey
from ....ground.kernel.constraints import SameProvider
from ....ground.kernel.models import Fact
from ....work.casework.models import Concern
from ....work.casework.models.record import OfConcern


class Period(HouseFact):
    """How long the provider keeps records of a class, from a time on, and why not as the schedule has it."""

    named_as: ClassVar[str] = "period"
    record_class = models.CharField(max_length=24)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    """Empty: not set, so that nothing of it ever falls due."""
    reason = models.CharField(max_length=500)
    since = models.DateTimeField()

    class Meta(HouseFact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [*HouseFact.Meta.constraints]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "record_class"], name="rights_period_class")
        ]


class Filing(OfConcern):
    """What only a person can say of a record: a later row replaces it."""

    named_as: ClassVar[str] = "filing"
    staff_matter = models.CharField(max_length=20, blank=True)
    abuse = models.BooleanField(default=False)
    """It holds something of sexual abuse of a child, so it is held for longer."""
    transferred_on = models.DateField(null=True, blank=True)
    words = SealedField(context="rights.filing.v1", key="concern.account_key")


class Look(OfConcern):
    """Somebody looked at a record whose time is over, and what came of it. The latest counts; each replaces the one
    before, so that two who decide at once do not both win."""

    named_as: ClassVar[str] = "look"
    came = models.CharField(max_length=8)
    record_class = models.CharField(max_length=24)
    due_on = models.DateField(null=True, blank=True)
    keep_until = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=20, blank=True)
    """Of `Why`, for one that is to go."""
    looker_id = models.UUIDField()
    words = SealedField(context="rights.look.v1", key="concern.account_key")


class Hold(Fact):
    """Something may not be disposed of. Lifted: a row that replaces it, with an end and words of its own."""

    named_as: ClassVar[str] = "hold"
    on = models.CharField(max_length=8)
    concern = models.ForeignKey(
        Concern, null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    """What is held; of a hold on a person, the matter it was put from: who does not see that is told no more than that
    something holds."""
    tag = models.CharField(max_length=64, blank=True)
    """Of the person everything about whom is held, as parties are tagged."""
    thing_id = models.UUIDField(null=True, blank=True)
    """What belongs to no concern and is held."""
    post = models.CharField(max_length=120)
    """Which of their posts they held it in."""
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    key = models.ForeignKey(DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    words = SealedField(context="rights.hold.v1", key="key")

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("concern", name="rights_hold_concern_own"),
            SameProvider("key", name="rights_hold_key_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "concern"], name="rights_hold_concern"),
            models.Index(fields=["provider_id", "tag"], name="rights_hold_tag"),
            models.Index(fields=["provider_id", "thing_id"], name="rights_hold_thing"),
        ]


class Disposal(OfConcern):
    """The record of a concern was disposed of: what a certificate says, and no word of the record."""

    named_as: ClassVar[str] = "disposal"
    record_class = models.CharField(max_length=24)
    why = models.CharField(max_length=20)
    due_on = models.DateField(null=True, blank=True)
    disposed_at = models.DateTimeField()
    """As it was first done: a restore writes the row again, later."""
    first_id = models.UUIDField()
    second_id = models.UUIDField()
    entries = models.PositiveIntegerField()
    files = models.PositiveIntegerField()
    letters = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    held_until = models.DateField(null=True, blank=True)

    class Meta(OfConcern.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfConcern.Meta.constraints,
            # However many agree at once, it goes once.
            models.UniqueConstraint(fields=["provider_id", "concern"], name="rights_disposal_once"),
        ]
