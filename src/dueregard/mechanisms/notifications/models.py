"""The outbox."""

from typing import ClassVar

from django.db import models

from ...ground.kernel.models import Owned


class Message(Owned):
    """A pointer for one person: something about a record needs them. Holds no word of what."""

    person_id = models.UUIDField()
    thing_kind = models.CharField(max_length=20)
    thing_id = models.UUIDField()
    circle = models.CharField(max_length=8)
    occasion = models.CharField(max_length=80)
    urgency = models.CharField(max_length=10)
    made_at = models.DateTimeField()
    progress = models.CharField(max_length=10)
    tries = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField()
    """Not before this; while somebody tries, their lease."""
    settled_at = models.DateTimeField(null=True, blank=True)
    """When the mail server accepted it, or it was withheld or given up."""
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Owned.Meta.constraints,
            # However often something runs again, one person is told once of one occasion.
            models.UniqueConstraint(
                fields=["provider_id", "thing_id", "occasion", "person_id"], name="notifications_message_told_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "progress", "try_at"], name="notifications_message_due"),
            models.Index(fields=["provider_id", "person_id", "opened_at"], name="notifications_message_mine"),
        ]

    @property
    def message_id(self) -> str:
        """The mail's own id: the same however often it is sent, so that a second copy shows as one."""
        return f"<{self.id}@dueregard.invalid>"
