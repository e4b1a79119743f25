"""Who else may read a matter until a day and for a reason."""

from typing import ClassVar

from django.db import models

from ....ground.crypto.fields import SealedField
from .record import OfConcern


class Grant(OfConcern):
    """Somebody may read this matter until a time. Ended sooner is a row that replaces it."""

    named_as: ClassVar[str] = "grant"
    person_id = models.UUIDField()
    until = models.DateTimeField()
    words = SealedField(context="casework.grant.v1", key="concern.account_key")

    class Meta(OfConcern.Meta):
        indexes: ClassVar[list[models.Index]] = [
            *OfConcern.Meta.indexes,
            models.Index(fields=["provider_id", "person_id"], name="casework_grant_person"),
        ]
