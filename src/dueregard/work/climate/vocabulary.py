"""The closed lists of climate: who is asked, what, and what may be answered; and its audit verbs."""

from enum import StrEnum
from uuid import UUID

from ...ground.audit.vocabulary import Verb, verb

FOLLOW_UP = "followup"
"""What the audit record calls something that somebody does because of the answers."""


class Audience(StrEnum):
    """Who is asked."""

    LEARNERS = "learners"
    STAFF = "staff"


class About(StrEnum):
    """What is asked; both questions are always answered together."""

    SAFE = "safe"
    """I feel safe here."""
    TURN = "turn"
    """I know whom to turn to."""


class Felt(StrEnum):
    """What may be answered."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@verb("climate.followup-set")
class FollowUpSet(Verb):
    """Somebody decided that a post does something because of the answers."""

    followup: UUID


@verb("climate.followup-done")
class FollowUpDone(Verb):
    """It was done."""

    followup: UUID
