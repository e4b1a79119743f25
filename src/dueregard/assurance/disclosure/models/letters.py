"""What the person a matter was about is told of how it ended, or why it is not safe to tell them."""

from typing import ClassVar

from django.db import models

from ....ground.crypto.fields import SealedField
from ....ground.kernel.constraints import SameProvider
from ....work.casework.models.record import OfConcern
from ...rights.models import RightsRequest


class OutcomeLetter(OfConcern):
    """It was decided whether somebody is told in a letter how a matter ended. Decided anew: a row that replaces it."""

    named_as: ClassVar[str] = "outcome_letter"
    person_row = models.UUIDField()
    """The row of the record's people it is for."""
    ended = models.CharField(max_length=20, blank=True)
    """Which sentence, of `Ended`; empty where it is not safe to send any."""
    asked = models.ForeignKey(
        RightsRequest,
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    """The request on whose page they read it, if they have one."""
    words = SealedField(context="disclosure.letter.v1", key="concern.account_key")
    """Why it is safe, or is not; to whom it is written."""

    class Meta(OfConcern.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfConcern.Meta.constraints,
            SameProvider("asked", name="disclosure_outcomeletter_asked_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "concern"], name="disclosure_letter_concern")
        ]
