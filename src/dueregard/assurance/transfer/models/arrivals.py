"""A record that came from another provider, as it came."""

from typing import ClassVar

from django.db import models

from ....ground.crypto.fields import SealedField
from ....work.casework.models.record import OfConcern


class Arrival(OfConcern):
    """A record of another provider stands with this one: word for word, with its own times, its own authors as words
    and its own fingerprints. It is never mixed with what was written here."""

    named_as: ClassVar[str] = "arrival"
    made_at = models.DateTimeField()
    """When the sender made it."""
    entries = models.PositiveIntegerField()
    words = SealedField(context="transfer.arrival.v1", key="concern.account_key")
    """From whom, the record as schema 1 has it, its fingerprint, and how somebody made sure whom it is about."""
