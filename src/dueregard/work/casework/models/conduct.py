"""What is written down of a concern about somebody who works here, besides its record: always restricted."""

from typing import ClassVar

from django.db import models

from ....ground.crypto.fields import SealedField
from .record import OfConcern


class TheirWork(OfConcern):
    """Whom the person works with, where, and who employs them: it says who outside is asked. A later row replaces."""

    named_as: ClassVar[str] = "work"
    works_with = models.CharField(max_length=16)
    works_in = models.CharField(max_length=8)
    employed_by = models.CharField(max_length=16)
    words = SealedField(context="casework.their-work.v1", key="concern.account_key")


class Advice(OfConcern):
    """Somebody outside was asked for advice, gave it, or is not asked, for a reason. A later row on the same body
    replaces."""

    named_as: ClassVar[str] = "advice"
    source = models.CharField(max_length=20)
    step = models.CharField(max_length=12)
    happened_at = models.DateTimeField()
    words = SealedField(context="casework.advice.v1", key="concern.account_key")


class Removal(OfConcern):
    """Somebody in regulated activity was removed from it, or would have been had they not left: then it is decided
    whether the Disclosure and Barring Service is told (Safeguarding Vulnerable Groups Act 2006, section 35)."""

    named_as: ClassVar[str] = "removal"
    how = models.CharField(max_length=16)
    happened_at = models.DateTimeField()
    words = SealedField(context="casework.removal.v1", key="concern.account_key")


class CaseManager(OfConcern):
    """Who manages the case, appointed by name and for a reason. A later row replaces."""

    named_as: ClassVar[str] = "manager"
    person_id = models.UUIDField()
    words = SealedField(context="casework.case-manager.v1", key="concern.account_key")
