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


@verb("people.span-recorded")
class SpanRecorded(Verb):
    """Somebody was employed, enrolled or placed."""

    standing: Standing
    span: UUID


@verb("people.span-ended")
class SpanEnded(Verb):
    """An employment, enrolment or placement ended."""

    span: UUID
