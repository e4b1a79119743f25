"""The ways a person may stand to a provider."""

from enum import StrEnum
from uuid import UUID

from ...ground.audit.vocabulary import Verb, verb


class Standing(StrEnum):
    """What somebody is here. One person can be several at once."""

    STAFF = "staff"
    ASSOCIATE = "associate"
    VOLUNTEER = "volunteer"
    BOARD = "board-member"
    LEARNER = "learner"
    EMPLOYER_STAFF = "employer-staff"
    SUBCONTRACTOR_STAFF = "subcontractor-staff"
    AGENCY_STAFF = "agency-staff"


WORKS_HERE = frozenset(
    {
        Standing.STAFF,
        Standing.ASSOCIATE,
        Standing.VOLUNTEER,
        Standing.BOARD,
        Standing.AGENCY_STAFF,
        Standing.SUBCONTRACTOR_STAFF,
    }
)
"""Whose conduct belongs behind the restricted door: everybody who works for or under the provider."""


class Work(StrEnum):
    """What somebody who works here does, as policies tell it apart."""

    DELIVERY = "delivery"
    """Teaches, trains, assesses or coaches learners."""
    SUPPORT = "support"
    """Supports learners otherwise, or the running of the provider."""
    MANAGEMENT = "management"
    IT = "it"
    """Runs filtering and monitoring, among other things."""


class Regulated(StrEnum):
    """Whether the work is regulated activity with under-18s (Safeguarding Vulnerable Groups Act 2006, schedule 4)."""

    YES = "yes"
    NO = "no"


class IntakeState(StrEnum):
    """How far an import has come."""

    PLANNED = "planned"
    APPLYING = "applying"
    APPLIED = "applied"
    DROPPED = "dropped"
    """Nobody wanted it, or the records changed under it."""


@verb("people.span-recorded")
class SpanRecorded(Verb):
    """Somebody was employed, enrolled or placed."""

    standing: Standing
    span: UUID


@verb("people.span-ended")
class SpanEnded(Verb):
    """An employment, enrolment or placement ended."""

    span: UUID


@verb("people.number-recorded")
class NumberRecorded(Verb):
    """Somebody is known by a number."""

    number: UUID


@verb("people.import-begun")
class ImportBegun(Verb):
    """A file of people was read and compared, and is being applied; nothing of it is seen yet."""

    batches: int


@verb("people.import-applied")
class ImportApplied(Verb):
    """Everything a file of people brought is seen from now on. The batch of its rows has the import's id."""

    added: int
    changed: int
    ended: int


@verb("people.import-dropped")
class ImportDropped(Verb):
    """An import that was begun is not finished: somebody changed the same records meanwhile."""
