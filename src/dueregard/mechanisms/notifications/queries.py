"""What is waiting, for whom, and whether mail is getting through."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from .models import Message
from .vocabulary import Progress


def about(thing_id: UUID) -> QuerySet[Message]:
    """Every message about one thing, for the honest words on its page."""
    return Message.objects.filter(thing_id=thing_id).order_by("made_at", "id")


def unopened_by(person_id: UUID) -> QuerySet[Message]:
    """What one person has been told of and not yet opened."""
    return Message.objects.filter(person_id=person_id, opened_at=None).exclude(progress=Progress.WITHHELD)


def mail_in_trouble(now: datetime) -> bool:
    """Whether any message has failed, or has been tried for more than an hour without being accepted.

    Counts the open circle only: the answer is shown to everybody.
    """
    stuck = Message.objects.filter(circle="open", progress__in=(Progress.WAITING, Progress.TRYING))
    failed = Message.objects.filter(circle="open", progress=Progress.FAILED, made_at__gt=now - timedelta(days=7))
    return failed.exists() or stuck.filter(made_at__lt=now - timedelta(hours=1)).exists()
