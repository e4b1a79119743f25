"""A talk about a worry, and that it became a concern. Rows are only added."""

from typing import ClassVar

from django.db import models

from ...ground.crypto.fields import SealedField
from ...ground.crypto.models import DataKey
from ...ground.kernel.constraints import SameProvider
from ...ground.kernel.models import Fact


class Talk(Fact):
    """Somebody talked a worry through. No row says whom it was about: a talk need not be about anybody."""

    named_as: ClassVar[str] = "talk"
    talked_at = models.DateTimeField()
    talked_to_the = models.CharField(max_length=6)
    """How exactly that is known: `minute` or `day`."""
    writer_id = models.UUIDField()
    """With whom they talked, of the directory: nobody else reads the note."""
    key = models.ForeignKey(
        DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )
    words = SealedField(context="consultation.talk.v1", key="key")
    """What sort of person asked, what they asked and what was advised."""

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("key", name="consultation_talk_key_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "writer_id"], name="consultation_talk_of_writer"),
        ]


class Passing(Fact):
    """It became a concern. Which one, no row here says."""

    named_as: ClassVar[str] = "passing"
    talk = models.ForeignKey(
        Talk, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("talk", name="consultation_passing_talk_own"),
            models.UniqueConstraint(fields=["provider_id", "talk"], name="consultation_passing_once"),
        ]
