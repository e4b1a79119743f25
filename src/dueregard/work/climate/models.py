"""What people answered, as a tally and no list, and what somebody does because of it.

A row for each answer would have a place in the table, and so an order; an entry in the audit record would have a
minute; and either would say whose it was to whoever saw somebody at the square. So neither is kept.
"""

from typing import ClassVar

from django.db import models

from ...ground.crypto.fields import SealedField
from ...ground.crypto.models import DataKey
from ...ground.kernel.constraints import SameProvider
from ...ground.kernel.models import Fact, Owned


class ClimateTally(Owned):
    """How many people of an audience gave one answer to one question in a week."""

    audience = models.CharField(max_length=10)
    week = models.DateField()
    """The day that stands for it; no time within it is kept."""
    of = models.CharField(max_length=8)
    felt = models.CharField(max_length=8)
    people = models.PositiveIntegerField()

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(
                fields=["provider_id", "audience", "week", "of", "felt"], name="climate_tally_one_an_answer"
            ),
        ]


class FollowUp(Fact):
    """What a post does by a day because of what an audience said in a term. Done is a row that replaces it."""

    named_as: ClassVar[str] = "followup"
    control = models.CharField(max_length=160)
    """`policy/climate.id`, whatever the edition."""
    audience = models.CharField(max_length=10)
    term = models.DateField()
    """The first day of the term."""
    post = models.SlugField(max_length=60, db_index=False)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    key = models.ForeignKey(
        DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )
    words = SealedField(context="climate.followup.v1", key="key")

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("key", name="climate_followup_key_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "control", "term"], name="climate_followup_of")
        ]
