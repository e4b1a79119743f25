"""What somebody said to a step of a matter."""

from typing import Any, ClassVar

from django.db import models

from ...authority.identity.models import Person
from ...ground.crypto.fields import SealedField
from ...ground.crypto.models import DataKey
from ...ground.kernel.constraints import SameProvider
from ...ground.kernel.models import Fact

_ITS: dict[str, Any] = {
    "null": True,
    "blank": True,
    "on_delete": models.DO_NOTHING,
    "db_constraint": False,
    "related_name": "+",
    "db_index": False,  # each table has an index that begins with the provider
}


class Saying(Fact):
    """Somebody said yes or no to a step, having read exactly one text. Said of another text, it counts for nothing."""

    named_as: ClassVar[str] = "saying"
    matter_kind = models.CharField(max_length=30)
    matter = models.UUIDField()
    digest = models.CharField(max_length=64)
    """SHA-256 of what they read and of what it does."""
    step = models.PositiveSmallIntegerField()
    """From 1."""
    capacity = models.CharField(max_length=130)
    """As whom: `role:dsl`, or a body or an outside party."""
    person = models.ForeignKey(Person, **_ITS)
    """Who; empty: somebody without an entry here, whom the words name."""
    said = models.CharField(max_length=3)
    """Of `Said`."""
    basis = models.CharField(max_length=20)
    """Of `Basis`: here by themselves, a paper that was seen, or somebody's word."""
    said_on = models.DateField()
    key = models.ForeignKey(DataKey, **_ITS)
    words = SealedField(context="signoff.saying.v1", key="key", null=True)
    """Why not, what they disagree with, or who signed on paper and where it lies."""

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("person", name="signoff_saying_person_own"),
            SameProvider("key", name="signoff_saying_key_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "matter"], name="signoff_saying_matter")
        ]
