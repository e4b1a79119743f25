"""What people learn besides what is asked of them, as they write it down themselves."""

from typing import ClassVar

from django.db import models

from ....authority.identity.models import Person
from ....ground.crypto.fields import SealedField
from ....ground.crypto.models import DataKey
from ....ground.kernel.constraints import SameProvider
from ....ground.kernel.models import Fact


class CpdEntry(Fact):
    """Somebody learnt something, for so long, and what it changed. An entry is taken back, never written anew: its
    words are sealed to the row."""

    named_as: ClassVar[str] = "cpd_entry"
    person = models.ForeignKey(
        Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )
    done_on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    key = models.ForeignKey(
        DataKey, null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    what = SealedField(context="training.cpd-what.v1", key="key", null=True)
    changed = SealedField(context="training.cpd-changed.v1", key="key", null=True)
    """What they do differently since: for themselves alone."""

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("person", name="training_cpdentry_person_own"),
            SameProvider("key", name="training_cpdentry_key_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "person", "done_on"], name="training_cpdentry_person")
        ]
