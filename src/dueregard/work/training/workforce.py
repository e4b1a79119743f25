"""Who works here beside the place around: what a policy may want kept of staff, and what is written down of it."""

from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

from ...authority.people.vocabulary import Apart
from ...ground.audit.vocabulary import Verb, verb


class Held(StrEnum):
    """What a policy may want kept of staff, apart from everything else and only as they say it themselves."""

    SEX = "sex"
    RACIAL_ORIGIN = "racial-origin"
    DISABILITY = "disability"


HELD: Mapping[Held, Apart] = {
    Held.SEX: Apart.STAFF_SEX,
    Held.RACIAL_ORIGIN: Apart.STAFF_ETHNICITY,
    Held.DISABILITY: Apart.STAFF_DISABILITY,
}
"""What each is kept as."""


@verb("training.workforce-baseline-recorded")
class BaselineRecorded(Verb):
    """Somebody wrote down figures of who lives around."""

    workforce_baseline: UUID


@verb("training.workforce-judged")
class WorkforceJudged(Verb):
    """Somebody wrote down how they judge who works here, and what will be done."""

    workforce_judgement: UUID
