"""Letters about what people have to learn: to themselves, and to who manages them. One a day each, and none says of
what or of whom: their own page does."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from ....ground.audit.vocabulary import Stream
from ....ground.kernel.moments import london_day
from ....mechanisms.notifications.operations import Telling
from ....mechanisms.notifications.vocabulary import Urgency

LEARNING = "learning"
"""The kind of thing a person is told about: what they have to learn or read themselves. The thing is the person."""
TEAM = "learning-of-a-team"
"""What the people somebody manages have to learn. The thing is the manager."""


def of_today(now: datetime) -> str:
    """The occasion of everything that is due on a day: one letter, however often the clock or somebody asks."""
    return f"due-{london_day(now)}"


def tellings(people: Iterable[UUID], kind: str, occasion: str) -> list[Telling]:
    """One letter to each of these people, about themselves."""
    return [
        Telling(
            people=frozenset({one}),
            thing_kind=kind,
            thing_id=one,
            stream=Stream.OPEN,
            urgency=Urgency.THIS_WEEK,
            occasion=occasion,
        )
        for one in sorted(people)
    ]
