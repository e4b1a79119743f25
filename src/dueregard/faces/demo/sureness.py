"""What people in the rooms of the year said before and after a session: how sure they feel."""

from datetime import datetime

from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import london_day
from ...work.training.operations.sureness import answer_how_sure
from ...work.training.vocabulary import Side, Sure, SureOf

_SURE = {
    Side.BEFORE: (Sure.LITTLE, Sure.PARTLY, Sure.NOT_AT_ALL, Sure.FAIRLY, Sure.LITTLE),
    Side.AFTER: (Sure.FAIRLY, Sure.VERY, Sure.PARTLY, Sure.FAIRLY, Sure.VERY),
}
"""What people in a room answer in turn."""


def say_how_sure(course: str, people: int, now: datetime) -> None:
    """Everybody there says before and after how sure they feel; after it most feel surer, and not all."""
    for side, answers in _SURE.items():
        for one in range(people):
            notice, tell = answers[one % len(answers)], answers[(one + 1) % len(answers)]
            answer_how_sure(
                course=course, held_on=london_day(now), side=side,
                answers={SureOf.NOTICE: notice, SureOf.TELL: tell}, actor=Actor.outsider(), now=now,
            )  # fmt: skip
