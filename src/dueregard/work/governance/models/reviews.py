"""Looking at a policy again: reviews, and what happened that asks for one."""

from typing import ClassVar

from django.db import models

from ....ground.audit.house import HouseFact
from ....ground.crypto.fields import SealedField
from ....ground.crypto.models import DataKey
from ....ground.kernel.constraints import SameProvider
from ....ground.kernel.models import Fact


class PolicyReview(Fact):
    """Somebody looked whether a policy still stands."""

    named_as: ClassVar[str] = "policy_review"
    policy = models.SlugField(max_length=60)
    done_on = models.DateField()
    found = models.CharField(max_length=10)
    """Of `Found`."""
    key = models.ForeignKey(
        DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )
    words = SealedField(context="governance.policyreview.v1", key="key")
    """What was looked at, and what came of it."""

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("key", name="governance_policyreview_key_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "policy", "done_on"], name="governance_policyreview_of")
        ]


class ReviewEvent(HouseFact):
    """Something happened after which a policy, or every policy that asks for it, is looked at again."""

    named_as: ClassVar[str] = "review_event"
    event = models.CharField(max_length=20)
    """Of `Event`."""
    happened_on = models.DateField()
    policy = models.SlugField(max_length=60, blank=True)
    """Empty: every policy that names this kind of event."""
    guidance = models.CharField(max_length=120, blank=True)
    """Of an edition of guidance that came with the product: which, so that it is noted once."""

    class Meta(HouseFact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [*HouseFact.Meta.constraints]
