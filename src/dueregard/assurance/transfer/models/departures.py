"""That a record left for another provider, and that it arrived there or never left."""

from typing import ClassVar

from django.db import models

from ....ground.crypto.fields import SealedField
from ....work.casework.models.record import OfConcern


class Departure(OfConcern):
    """A copy of this record was made for another provider. That they have it is a row that replaces it; that it
    never left us is one that takes it back."""

    named_as: ClassVar[str] = "departure"
    bundle = models.UUIDField()
    """The same in the rows of every record that went in one file."""
    basis = models.CharField(max_length=20)
    known_on = models.DateField()
    """The day on which it was known here where they go: the clock starts then."""
    due_on = models.DateField(null=True, blank=True)
    """By when it had to go; empty where no rule says."""
    approved_by_id = models.UUIDField()
    received_at = models.DateTimeField(null=True, blank=True)
    words = SealedField(context="transfer.departure.v1", key="concern.account_key")
    """To whom, why, how it is brought there, and the fingerprint of the file; then how we know that it arrived, or
    that it did not leave."""
