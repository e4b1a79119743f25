"""One page of a case, made to be read by somebody who may know how it was handled and not who it was."""

from typing import ClassVar

from django.db import models

from ....ground.crypto.fields import SealedField
from ....work.casework.models.record import OfConcern


class OnePage(OfConcern):
    """That a page was made. For whom, why, and the fingerprint of the file lie under the concern's key; the page itself
    is kept nowhere."""

    named_as: ClassVar[str] = "page"
    names = models.PositiveSmallIntegerField()
    """How many names it shows as initials, counted by how they are written."""
    passages = models.PositiveSmallIntegerField()
    """How many passages were left out."""
    words = SealedField(context="transfer.page.v1", key="concern.account_key")
