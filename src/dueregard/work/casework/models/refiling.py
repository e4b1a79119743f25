"""What was filed in error, and where it went: the trace that stays on either side."""

from typing import ClassVar

from django.db import models

from ....ground.crypto.fields import SealedField
from ....ground.kernel.constraints import SameProvider
from .concerns import Concern
from .record import OfConcern


class Refiled(OfConcern):
    """Something of this concern's record was filed in error, or came here from where it had been.

    The record it left keeps that something went, and no word of it; the one it came to keeps who brought it, why, and
    when it was first written.
    """

    counted_as: ClassVar[tuple[str, ...]] = (
        "casework.entry-filed-here", "casework.entry-moved-away", "casework.person-relinked",
    )  # fmt: skip
    way = models.CharField(max_length=10)
    """`away`, `here`, or `relinked` for somebody who was taken for the wrong person of the directory."""
    row_id = models.UUIDField()
    """The entry that left or came, or the row of the person as it now stands."""
    elsewhere = models.ForeignKey(
        Concern, null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    """The other record. Shown to whoever may read that one too."""
    first_written_at = models.DateTimeField(null=True, blank=True)
    first_written_by = models.CharField(max_length=60, blank=True)
    words = SealedField(context="casework.refiled.v1", key="concern.account_key", null=True)
    """Why; nothing on the side it left."""

    class Meta(OfConcern.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfConcern.Meta.constraints,
            SameProvider("elsewhere", name="casework_refiled_elsewhere_own"),
        ]
