"""A check of somebody who works here, a start before the certificate, and what the provider is in the law of checks."""

from typing import ClassVar

from django.db import models

from ....ground.audit.batches import BatchedFact
from ....ground.audit.house import HouseFact
from ....ground.crypto.fields import SealedField
from ....ground.crypto.models import DataKey
from ....ground.kernel.constraints import SameProvider
from ....ground.kernel.models import Fact


class Check(BatchedFact):
    """That a check was made, when, what was seen and by whom. Never a copy of it, and of a certificate never what it
    says. A renewal is a row of its own; a correction is a row that replaces."""

    named_as: ClassVar[str] = "check"
    person_id = models.UUIDField()
    kind = models.CharField(max_length=24)
    outcome = models.CharField(max_length=16)
    done_on = models.DateField()
    """When it was made; of a confirmation when it came, of a check that is not required when that was decided."""
    evidence = models.CharField(max_length=20, blank=True)
    why_not = models.CharField(max_length=28, blank=True)
    """Of `WhyNot`, where it is not required."""
    checked_by = models.UUIDField(null=True, blank=True)
    """Who saw the evidence, where that is known."""
    follow_up_on = models.DateField(null=True, blank=True)
    """When to look again. A right to work that is limited in time ends on this day."""
    level = models.CharField(max_length=10, blank=True)
    barred = models.CharField(max_length=10, blank=True)
    update_service = models.CharField(max_length=10, blank=True)
    update_asked_on = models.DateField(null=True, blank=True)
    decided_by = models.UUIDField(null=True, blank=True)
    """Of a certificate that says something: who decided that they may work here."""
    decided_on = models.DateField(null=True, blank=True)
    key = models.ForeignKey(
        DataKey, null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    number = SealedField(context="training.check-number.v1", key="key", null=True)
    """The number of a certificate, as written."""
    words = SealedField(context="training.check-why.v1", key="key", null=True)
    """Why it is not required, where no code says it."""

    class Meta(BatchedFact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *BatchedFact.Meta.constraints,
            SameProvider("key", name="training_check_key_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *BatchedFact.Meta.indexes,
            models.Index(fields=["provider_id", "person_id"], name="training_check_person"),
        ]


class EarlyStart(Fact):
    """Somebody starts before their DBS certificate is here (Keeping children safe in education): only with the barred
    list looked at, the danger assessed, somebody who supervises, and a day on which it is looked at again."""

    named_as: ClassVar[str] = "early_start"
    person_id = models.UUIDField()
    barred_asked_on = models.DateField()
    assessed_on = models.DateField()
    supervised_by = models.UUIDField()
    review_on = models.DateField()

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [*Fact.Meta.constraints]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "person_id"], name="training_early_person")
        ]


class SpotCheck(Fact):
    """Chance picked somebody in a month; a row that replaces it says what was found."""

    named_as: ClassVar[str] = "spot_check"
    person_id = models.UUIDField()
    month = models.DateField()
    """Its first day."""
    found = models.CharField(max_length=8, blank=True)
    """Of `Found`; empty: nobody has looked yet."""

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [*Fact.Meta.constraints]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "month"], name="training_spotcheck_month")
        ]


class SortOfProvider(HouseFact):
    """What the provider is in the law of checks, since a time."""

    named_as: ClassVar[str] = "provider_sort"
    sort = models.CharField(max_length=20)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta(HouseFact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [*HouseFact.Meta.constraints]
