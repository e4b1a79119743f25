"""Support plans, how they were looked at, and what of them is shared with a colleague. Rows are only added."""

from typing import ClassVar

from django.db import models

from ...ground.crypto.fields import SealedField
from ...ground.kernel.constraints import SameProvider
from ...ground.kernel.models import Fact
from ..casework.models.record import OfConcern


class SupportPlan(OfConcern):
    """What was agreed with somebody a concern is about. Its words lie under the concern's own key."""

    named_as: ClassVar[str] = "plan"
    began_on = models.DateField()
    review_by = models.DateField(null=True, blank=True)
    """When it is first looked at again; empty where nobody has said."""
    named_adult_id = models.UUIDField(null=True, blank=True)
    """Who here keeps an eye on it, of the directory."""
    governed_by = models.CharField(max_length=160, blank=True)
    """Edition id and control address of what the policy offers, where it is that."""
    words = SealedField(context="support.plan.v1", key="concern.account_key")


class CareFact(OfConcern):
    """Something that is so about somebody a concern is about, from a day to a day: in care, a social worker, a plan.

    What it is lies sealed beside whom it is of, so that no question of a database makes a list of people of it.
    """

    named_as: ClassVar[str] = "care_fact"
    since = models.DateField(null=True, blank=True)
    """Empty where nobody knows."""
    until = models.DateField(null=True, blank=True)
    """The first day on which it is so no more."""
    words = SealedField(context="support.fact.v1", key="concern.account_key")
    """JSON: what is so, of whom of the record, who says so, and what else is to be known."""


class OfPlan(Fact):
    """A row of one plan."""

    plan = models.ForeignKey(
        SupportPlan, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )

    class Meta(Fact.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("plan", name="%(app_label)s_%(class)s_plan_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "plan"], name="%(app_label)s_%(class)s_plan")
        ]


class PlanReview(OfPlan):
    """A plan was looked at with the person: it goes on until another day, or it ended."""

    named_as: ClassVar[str] = "plan_review"
    held_on = models.DateField()
    goes = models.CharField(max_length=8)
    """Of `Goes`."""
    review_by = models.DateField(null=True, blank=True)
    words = SealedField(context="support.review.v1", key="plan.concern.account_key")

    class Meta(OfPlan.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfPlan.Meta.constraints,
            # However many say so at once, a plan ends once.
            models.UniqueConstraint(
                fields=["provider_id", "plan"],
                condition=models.Q(goes="ended"),
                name="support_plan_ends_once",
            ),
        ]


class PlanNote(OfPlan):
    """What a colleague needs to know to help, and no more, for a time. It opens nothing else to them. Taken back is a
    row that replaces it."""

    named_as: ClassVar[str] = "plan_note"
    person_id = models.UUIDField()
    last_day = models.DateField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    words = SealedField(context="support.note.v1", key="plan.concern.account_key")

    class Meta(OfPlan.Meta):
        indexes: ClassVar[list[models.Index]] = [
            *OfPlan.Meta.indexes,
            models.Index(fields=["provider_id", "person_id"], name="support_plannote_person"),
        ]
