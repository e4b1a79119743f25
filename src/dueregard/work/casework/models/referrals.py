"""A referral to somebody outside: drafted, sent by a human, acknowledged, and its stages until the outcome."""

from typing import ClassVar

from django.db import models

from ....ground.crypto.fields import SealedField
from ....ground.kernel.constraints import SameProvider
from ....ground.kernel.models import Fact
from .record import OfConcern


class Referral(OfConcern):
    """What was prepared for an outside body, by which route of which policy."""

    named_as: ClassVar[str] = "referral"
    route = models.CharField(max_length=40)
    """`childrens-front-door`, `prevent`, `lado`, …"""
    governed_by = models.CharField(max_length=160)
    to = models.SlugField(max_length=60, blank=True)
    """The contact of the policy it is for, or `option-1` for what the provider filled in first."""
    words = SealedField(context="casework.referral.v1", key="concern.account_key")


class ReferralStage(Fact):
    """A referral reached a stage. Stages are told to us or done by us; none happens by itself."""

    counted_as: ClassVar[tuple[str, ...]] = ("casework.referral-moved",)
    referral = models.ForeignKey(Referral, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    concern_id = models.UUIDField()
    stage = models.CharField(max_length=40)
    happened_at = models.DateTimeField()
    words = SealedField(context="casework.referral-stage.v1", key="referral.concern.account_key", null=True)

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("referral", name="casework_referralstage_referral_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "concern_id"], name="casework_stage_concern")
        ]
