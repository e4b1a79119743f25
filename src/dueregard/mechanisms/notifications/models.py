"""The outbox."""

from typing import ClassVar

from django.db import models

from ...ground.kernel.models import Owned
from .vocabulary import Progress


class Message(Owned):
    """A pointer for one person, or for a mailbox that several read: something about a record needs them. Holds no word
    of what."""

    person_id = models.UUIDField(null=True, blank=True)
    mailbox = models.CharField(max_length=130, blank=True)
    """`policy/contact.id` of a contact whose mailbox it goes to; empty when it is for a person."""
    thing_kind = models.CharField(max_length=20)
    thing_id = models.UUIDField()
    circle = models.CharField(max_length=8)
    occasion = models.CharField(max_length=60)
    urgency = models.CharField(max_length=10)
    made_at = models.DateTimeField()
    to_the_hour = models.BooleanField(default=False)
    """It follows an anonymous report: of its being sent, too, no finer time is kept."""
    progress = models.CharField(max_length=10, default=Progress.WAITING.value)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    """The latest try, written before it is made."""
    trouble = models.CharField(max_length=16, blank=True)
    """Why the mail server did not take it at the latest try that failed."""
    settled_at = models.DateTimeField(null=True, blank=True)
    """When the mail server accepted it, or it was laid on screen, withheld or given up."""
    opened_at = models.DateTimeField(null=True, blank=True)
    """When the person opened the record it points to."""

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Owned.Meta.constraints,
            # However often something runs again, one person is told once of one occasion.
            models.UniqueConstraint(
                fields=["provider_id", "thing_id", "occasion", "person_id"],
                name="notifications_message_told_once",
            ),
            models.UniqueConstraint(
                fields=["provider_id", "thing_id", "occasion", "mailbox"],
                condition=models.Q(person_id=None),
                name="notifications_message_mailbox_once",
            ),
            models.CheckConstraint(
                condition=models.Q(person_id=None, mailbox__gt="")
                | models.Q(person_id__isnull=False, mailbox=""),
                name="notifications_message_for_one",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["provider_id", "circle", "progress", "made_at"], name="notifications_message_stuck"
            ),
            models.Index(fields=["provider_id", "person_id", "opened_at"], name="notifications_message_mine"),
        ]

    @property
    def message_id(self) -> str:
        """The mail's own id: the same however often it is sent, so that a second copy shows as one."""
        return f"<{self.id}@dueregard.invalid>"
