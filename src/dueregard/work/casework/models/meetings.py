"""A meeting that whoever decides calls at short notice, to talk a matter through with those the policy names."""

from typing import ClassVar

from django.db import models

from ....ground.crypto.fields import SealedField
from ..rules.meetings import written_afterwards
from .record import OfConcern


class Meeting(OfConcern):
    """Who was asked, by their posts. That it took place, and what was advised, is a row that replaces it."""

    named_as: ClassVar[str] = "meeting"
    governed_by = models.CharField(max_length=160)
    meets_at = models.DateTimeField()
    """For when they were asked; once they met, when they did."""
    asked = models.CharField(max_length=300)
    """Ids of posts, with spaces between."""
    held = models.BooleanField(default=False)
    came = models.CharField(max_length=300, blank=True)
    """Ids of the posts that came, with spaces between; empty as well where nobody did."""
    words = SealedField(context="casework.meeting.v1", key="concern.account_key")

    @property
    def afterwards(self) -> bool:
        """Whether the time for which people were called was over when somebody wrote it down."""
        return not self.held and written_afterwards(self.meets_at, self.recorded_at)
