"""What the audit record says of readings."""

from datetime import date
from uuid import UUID

from ...ground.audit.vocabulary import KeysLost, Verb, WordsDisposedOf, verb


@verb("status.reading-kept")
class ReadingKept(Verb):
    """How every clause of one circle stood on a day was written down. The entry stands in the chain of that circle."""

    day: date
    fingerprint: UUID
    """The first half of the SHA-256 of what was written."""


DISPOSING: tuple[type[Verb], ...] = (WordsDisposedOf, KeysLost)
"""After one of these, records of before may lawfully be gone."""
