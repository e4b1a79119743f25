"""What the audit record says of editions of law and guidance."""

from datetime import date
from uuid import UUID

from ...ground.audit.vocabulary import Verb, verb


@verb("governance.guidance-taken-on")
class GuidanceTakenOn(Verb):
    """An edition of law or guidance was taken on: it is what is asked here from a day on."""

    in_force_from: date
    fingerprint: UUID
    """The first half of the SHA-256 of its text."""


@verb("governance.guidance-taken-back")
class GuidanceTakenBack(Verb):
    """An edition that had been taken on by mistake was taken back."""
