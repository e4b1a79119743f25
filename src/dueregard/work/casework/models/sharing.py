"""What left the house: told to somebody outside, for a reason, on a basis."""

from typing import ClassVar

from django.db import models

from ....ground.crypto.fields import SealedField
from ....ground.kernel.constraints import SameProvider
from .record import OfConcern
from .referrals import Referral


class Share(OfConcern):
    """Something of a concern was told to somebody outside. That it arrived is a row that replaces it."""

    named_as: ClassVar[str] = "share"
    referral = models.ForeignKey(
        Referral, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", null=True, blank=True
    )
    """The referral by which it was told, if by one."""
    basis = models.CharField(max_length=20)
    shared_at = models.DateTimeField()
    approved_by_id = models.UUIDField()
    """Who here agreed that it is told; often whoever tells it."""
    to_employer = models.BooleanField(default=False)
    """Whether it was told to whoever employs the person a restricted matter is about."""
    received_at = models.DateTimeField(null=True, blank=True)
    words = SealedField(context="casework.share.v1", key="concern.account_key")

    class Meta(OfConcern.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfConcern.Meta.constraints,
            SameProvider("referral", name="casework_share_referral_own"),
        ]
