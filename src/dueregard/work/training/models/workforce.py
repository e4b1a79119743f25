"""Figures of who lives around, and how somebody judges who works here beside them. Neither is about any one person."""

from typing import ClassVar

from django.db import models

from ....ground.crypto.fields import SealedField
from ....ground.crypto.models import DataKey
from ....ground.kernel.constraints import SameProvider
from ....ground.kernel.models import Fact


class Baseline(Fact):
    """Figures of who lives around, from a source. Newer ones take their place. They are about nobody, and are sealed so
    that the audit record promises them: whoever moved a figure would move what somebody judged."""

    named_as: ClassVar[str] = "workforce_baseline"
    source = models.CharField(max_length=200)
    counted_on = models.DateField()
    """The day of which the source speaks."""
    key = models.ForeignKey(
        DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )
    groups = SealedField(context="training.baseline.v1", key="key")
    """As `rules.workforce.read_groups` reads them."""

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("key", name="training_baseline_key_own"),
        ]


class Judgement(Fact):
    """How somebody judges who works here beside who lives around, and what will be done. Another year's stands beside
    it."""

    named_as: ClassVar[str] = "workforce_judgement"
    judged_on = models.DateField()
    key = models.ForeignKey(
        DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )
    words = SealedField(context="training.judgement.v1", key="key")
    doing = SealedField(context="training.judgement-doing.v1", key="key")
    """What will be done."""

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("key", name="training_judgement_key_own"),
        ]
