"""What the audit record says of readings and of what people think of a clause."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from ...ground.audit.vocabulary import KeysLost, Verb, WordsDisposedOf, verb


@verb("status.reading-kept")
class ReadingKept(Verb):
    """How every clause of one circle stood on a day was written down. The entry stands in the chain of that circle."""

    day: date
    fingerprint: UUID
    """The first half of the SHA-256 of what was written."""


class View(StrEnum):
    """What somebody thinks of how a clause is kept, whatever the records show."""

    KEPT = "kept"
    PARTLY = "partly"
    NOT_KEPT = "not-kept"


@verb("status.opinion-said")
class OpinionSaid(Verb):
    """Somebody said what they think of how a clause is kept."""

    opinion: UUID
    view: View


DISPOSING: tuple[type[Verb], ...] = (WordsDisposedOf, KeysLost)
"""After one of these, records of before may lawfully be gone."""
