"""The record of a matter: entries, triage, decisions and actions. Nothing is edited, only added to."""

from typing import ClassVar

from django.db import models

from ....ground.crypto.fields import SealedField
from ....ground.kernel.constraints import SameProvider
from ....ground.kernel.models import Fact
from .concerns import Concern

_NO_WIRE = {"on_delete": models.DO_NOTHING, "db_constraint": False, "related_name": "+"}


class OfConcern(Fact):
    """A row of one concern's record. Its words lie under the concern's own key, and go when it goes."""

    concern = models.ForeignKey(Concern, **_NO_WIRE)

    class Meta(Fact.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("concern", name="%(app_label)s_%(class)s_concern_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "concern"], name="%(app_label)s_%(class)s_concern")
        ]


class Entry(OfConcern):
    """A dated entry of the chronology: a note, a call, a meeting, a question to the reporter."""

    kind = models.CharField(max_length=24)
    happened_at = models.DateTimeField()
    happened_to_the = models.CharField(max_length=6)
    for_reporter = models.BooleanField(default=False)
    """Whether the reporter may read it. Handlers' own notes never are."""
    words = SealedField(context="casework.entry.v1")


class Triage(OfConcern):
    """Danger first; then whose law it falls under, what they wish and whether they agree. A later triage replaces."""

    strand = models.CharField(max_length=20)
    person = models.CharField(max_length=16)
    danger = models.BooleanField()
    urgency = models.CharField(max_length=12)
    """Of the next step, set by a person; never of the person."""
    agreement = models.CharField(max_length=16, blank=True)
    capacity = models.CharField(max_length=16, blank=True)
    words = SealedField(context="casework.triage.v1")


class Decision(OfConcern):
    """A question decided, with reasons, by whoever the policy lets decide it. A later decision replaces."""

    question = models.CharField(max_length=24)
    outcome = models.CharField(max_length=40)
    sheet = models.CharField(max_length=8)
    """`short` or `full`."""
    state = models.CharField(max_length=12)
    """`proposed` while the policy still wants somebody else, then `made`."""
    governed_by = models.CharField(max_length=160)
    stand_in_for = models.SlugField(max_length=60, blank=True)
    next_date = models.DateField(null=True, blank=True)
    words = SealedField(context="casework.decision.v1")


class Action(OfConcern):
    """Something somebody will do by a day. Done is a row that replaces it."""

    owner_id = models.UUIDField()
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)
    words = SealedField(context="casework.action.v1")
