"""What policy writes into the ledger, and what it announces."""

from datetime import datetime
from uuid import UUID

from ...ground.audit.vocabulary import Verb, verb
from ...ground.jobs.occasions import Occasion, occasion


@occasion
class CameIntoForce(Occasion):
    """An edition is in force, or is to be from a time that is known."""

    edition: UUID
    since: datetime


@verb("policy.edition-loaded")
class EditionLoaded(Verb):
    """A text of a policy passed the gate and was kept."""


@verb("policy.adopted")
class Adopted(Verb):
    """An edition came into force."""

    edition: UUID


@verb("policy.local-value-set")
class LocalValueSet(Verb):
    """The provider gave, or changed, a value its policy leaves to it."""
