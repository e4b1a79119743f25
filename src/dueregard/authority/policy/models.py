"""Editions of policies, when they were in force, and the local values a policy leaves to the provider."""

from typing import ClassVar

from django.db import models

from ...ground.audit.house import HouseFact
from ...ground.kernel.constraints import SameProvider
from ...ground.kernel.models import Fact


class Edition(Fact):
    """One text of one policy, as the gate let it through. The same text loaded again is the same edition."""

    named_as: ClassVar[str] = "edition"
    policy = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    label = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    words_hash = models.CharField(max_length=64)
    """SHA-256 of what people sign."""
    effect_digest = models.CharField(max_length=64)
    """SHA-256 of what the controls do."""

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["provider_id", "policy", "words_hash", "effect_digest"],
                name="policy_edition_once_a_text",
            ),
        ]


class Adoption(HouseFact):
    """For a time, an edition is in force at the provider."""

    counted_as: ClassVar[tuple[str, ...]] = ("policy.adopted",)
    edition = models.ForeignKey(Edition, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    policy = models.SlugField(max_length=60)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta(HouseFact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *HouseFact.Meta.constraints,
            SameProvider("edition", name="policy_adoption_edition_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "policy"], name="policy_adoption_policy")
        ]


class LocalValue(HouseFact):
    """A value a policy leaves to the provider: a number, an address, a figure. Dated; needs no new edition."""

    address = models.CharField(max_length=160)
    """Policy, control and key: `prevent/contact.police.phone`."""
    value = models.CharField(max_length=300)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta(HouseFact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [*HouseFact.Meta.constraints]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "address"], name="policy_localvalue_addr")
        ]
