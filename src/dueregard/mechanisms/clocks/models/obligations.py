"""Obligations as they stand, and the facts of what became of them.

The obligation itself is working state, kept up by `reconcile`: no evidence rests on it, so it may be written again. How
it was moved, closed and announced are facts beside it.
"""

from typing import Any, ClassVar

from django.db import models

from ....ground.kernel.constraints import SameProvider
from ....ground.kernel.models import Fact, Owned


class Obligation(Owned):
    """Something somebody owes. Never deleted; one that is owed again after it ended is the same one, reopened."""

    policy = models.SlugField(max_length=60)
    """Empty for a rule of the house."""
    control = models.CharField(max_length=120)
    """Kind and id of the control, without an edition: `clock.report`."""
    about_kind = models.CharField(max_length=40)
    about_id = models.UUIDField()
    occasion = models.CharField(max_length=120)
    """Which of several about the same thing: a cycle's start, a document's edition, an event."""
    circle = models.CharField(max_length=8)
    owners = models.TextField()
    """Canonical JSON: the ids of the roles that owe it."""
    opened_at = models.DateTimeField()
    """From when it was owed."""
    due_at = models.DateTimeField(null=True, blank=True)
    aim_at = models.DateTimeField(null=True, blank=True)
    rungs = models.TextField()
    """Canonical JSON: each rung's kind, step and time, in order of time."""
    lap = models.PositiveSmallIntegerField(default=1)
    """New with every change of terms and every reopening: rungs are announced once a lap."""
    next_look_at = models.DateTimeField(null=True, blank=True)
    """When the next rung is reached; None when it is closed, or when none is left."""
    closed_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()
    """When this row was last written. What is known only of an earlier time changes it no more."""

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(
                fields=["provider_id", "about_id", "control", "occasion", "policy", "about_kind"],
                name="clocks_obligation_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["provider_id", "circle", "next_look_at"],
                condition=models.Q(next_look_at__isnull=False),
                name="clocks_obligation_look",
            ),
            models.Index(
                fields=["provider_id", "circle", "due_at"],
                condition=models.Q(closed_at=None),
                name="clocks_obligation_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy}/{self.control}"


_ITS: dict[str, Any] = {
    "on_delete": models.DO_NOTHING,
    "db_constraint": False,
    "related_name": "+",
    "db_index": False,  # each table has an index that begins with the provider
}


class Moving(Fact):
    """An obligation took new terms, because an edition, a calendar or the records changed."""

    obligation = models.ForeignKey(Obligation, **_ITS)
    was_due_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("obligation", name="clocks_moving_obligation_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "obligation"], name="clocks_moving_obligation")
        ]


class Closing(Fact):
    """An obligation ended. Owed again, its closing is withdrawn by a row that replaces it."""

    obligation = models.ForeignKey(Obligation, **_ITS)
    lap = models.PositiveSmallIntegerField()
    ending = models.CharField(max_length=12)

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("obligation", name="clocks_closing_obligation_own"),
            # Two closings at once: one stands. A row that withdraws it is of the same lap; the next lap closes anew.
            models.UniqueConstraint(
                fields=["provider_id", "obligation", "lap", "withdrawn"], name="clocks_closing_once_a_lap"
            ),
        ]


class Raised(Fact):
    """A rung of an obligation was announced."""

    obligation = models.ForeignKey(Obligation, **_ITS)
    lap = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10)
    step = models.PositiveSmallIntegerField()

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("obligation", name="clocks_raised_obligation_own"),
            models.UniqueConstraint(
                fields=["provider_id", "obligation", "lap", "kind", "step"], name="clocks_raised_once"
            ),
        ]
