"""The record of a matter: entries, triage, decisions and actions. Nothing is edited, only added to."""

from typing import ClassVar

from django.db import models

from ....ground.crypto.fields import SealedField
from ....ground.kernel.constraints import SameProvider
from ....ground.kernel.models import Fact
from .concerns import Concern


class OfConcern(Fact):
    """A row of one concern's record. Its words lie under the concern's own key, and go when it goes."""

    concern = models.ForeignKey(Concern, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")

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

    named_as: ClassVar[str] = "entry"
    kind = models.CharField(max_length=24)
    happened_at = models.DateTimeField()
    happened_to_the = models.CharField(max_length=6)
    for_reporter = models.BooleanField(default=False)
    """Whether the reporter may read it. Handlers' own notes never are."""
    file_id = models.UUIDField(null=True, blank=True)
    """The file it tells of, of `mechanisms.files`: it lies under the concern's own key too."""
    words = SealedField(context="casework.entry.v1", key="concern.account_key")


class Triage(OfConcern):
    """Danger first; then whose law it falls under, what they wish and whether they agree. A later triage replaces."""

    named_as: ClassVar[str] = "triage"
    strand = models.CharField(max_length=20)
    person = models.CharField(max_length=16)
    danger = models.BooleanField()
    urgency = models.CharField(max_length=12)
    """Of the next step, set by a person; never of the person."""
    agreement = models.CharField(max_length=16, blank=True)
    capacity = models.CharField(max_length=16, blank=True)
    words = SealedField(context="casework.triage.v1", key="concern.account_key")


class Decision(OfConcern):
    """A question put with an outcome and reasons. It is made once everybody the policy wants has joined it."""

    named_as: ClassVar[str] = "decision"
    question = models.CharField(max_length=24)
    outcome = models.CharField(max_length=40)
    sheet = models.CharField(max_length=8)
    """`short` or `full`."""
    governed_by = models.CharField(max_length=160)
    next_date = models.DateField(null=True, blank=True)
    words = SealedField(context="casework.decision.v1", key="concern.account_key")


class Assent(OfConcern):
    """Somebody joined a decision, the one who wrote it included."""

    decision = models.ForeignKey(Decision, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    person_id = models.UUIDField()
    roles = models.CharField(max_length=300)
    """The roles they held at that time, as ids with spaces between."""
    completes = models.BooleanField()
    """Whether nobody else was needed after this: the decision is made."""
    words = SealedField(context="casework.assent.v1", key="concern.account_key")

    class Meta(OfConcern.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfConcern.Meta.constraints,
            SameProvider("decision", name="casework_assent_decision_own"),
            models.UniqueConstraint(
                fields=["provider_id", "decision", "person_id"], name="casework_assent_once_each"
            ),
            # However many try at once, a decision is made once.
            models.UniqueConstraint(
                fields=["provider_id", "decision"],
                condition=models.Q(completes=True),
                name="casework_assent_made_once",
            ),
        ]


class Action(OfConcern):
    """Something somebody will do by a day. Done is a row that replaces it."""

    named_as: ClassVar[str] = "action"
    owner_id = models.UUIDField()
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)
    words = SealedField(context="casework.action.v1", key="concern.account_key")
