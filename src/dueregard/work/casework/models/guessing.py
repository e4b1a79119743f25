"""Wrong receipt codes, counted by the hour and by nothing that tells who tried or for which report."""

from typing import ClassVar

from django.db import models

from ....ground.kernel.models import Owned


class WrongTries(Owned):
    """How many wrong receipts were tried on one shelf of references within an hour. A counter, no record."""

    shelf = models.PositiveSmallIntegerField()
    hour = models.DateTimeField()
    """The hour alone: a finer time would date what somebody did who was promised none is kept."""
    tries = models.PositiveIntegerField()

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["provider_id", "shelf"], name="casework_wrongtries_one_a_shelf"),
        ]
