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


@verb("people.span-recorded")
class SpanRecorded(Verb):
    """Somebody was employed, enrolled or placed."""

    standing: Standing
    span: UUID


@verb("people.span-ended")
class SpanEnded(Verb):
    """An employment, enrolment or placement ended."""

    span: UUID
