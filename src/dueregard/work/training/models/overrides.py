"""That somebody was let past a gate though something was missing: by whom the policy names, and why."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ....ground.crypto.fields import SealedField
from ....ground.crypto.models import DataKey
from ....ground.kernel.constraints import SameProvider
from ....ground.kernel.models import Fact
from .completions import Passage
from .recruiting import TakenOn


class Override(Fact):
    """Why somebody passed a gate, or began before one, with something missing. What passed or began is a row of its
    own; without an override beside it, what was missing there was let through by nobody."""

    named_as: ClassVar[str] = "override"
    passage = models.ForeignKey(
        Passage, null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+",
        db_index=False,
    )  # fmt: skip
    taken_on = models.ForeignKey(
        TakenOn, null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+",
        db_index=False,
    )  # fmt: skip
    role = models.SlugField(max_length=60)
    """The post in which the policy let them do it."""
    key = models.ForeignKey(
        DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )
    words = SealedField(context="training.override.v1", key="key")

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("passage", name="training_override_passage_own"),
            SameProvider("taken_on", name="training_override_taken_on_own"),
            SameProvider("key", name="training_override_key_own"),
            models.CheckConstraint(
                condition=Q(passage=None, taken_on__isnull=False) | Q(passage__isnull=False, taken_on=None),
                name="training_override_of_one",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "passage"], name="training_override_passage"),
            models.Index(fields=["provider_id", "taken_on"], name="training_override_taken_on"),
        ]
