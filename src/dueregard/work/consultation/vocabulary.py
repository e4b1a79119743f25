"""The closed lists of consultation, and its audit verbs."""

from enum import StrEnum
from uuid import UUID

from ...ground.audit.vocabulary import Verb, verb

TALK = "talk"
"""What the audit record calls one time at which somebody talked a worry through."""


class Asker(StrEnum):
    """Who talked it through: by what they are to the provider, never by name."""

    LEARNER = "learner"
    STAFF = "staff"
    VOLUNTEER = "volunteer"
    EMPLOYER = "employer"
    PARENT = "parent"
    NOT_SAID = "not-said"


@verb("consultation.noted")
class Noted(Verb):
    """Somebody wrote a note of a talk. Who asked and about what, no entry says."""


@verb("consultation.passed-on")
class PassedOn(Verb):
    """What was talked of became a concern. Which, no entry says."""

    passing: UUID
