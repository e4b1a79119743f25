"""What learners and staff of the year said of feeling safe, and what somebody decided because of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment, london_day
from ...work.climate.models import FollowUp
from ...work.climate.operations.answering import answer_how_safe
from ...work.climate.operations.following_up import decide_follow_up, finish_follow_up
from ...work.climate.queries import asked, controls, terms
from ...work.climate.vocabulary import About, Audience, Felt
from .happening import Crew, Happening

_SAFE = {
    Audience.LEARNERS: ((5, 6, 4), (7, 5, 3), (8, 6, 2), (10, 4, 1), (11, 4, 1)),
    Audience.STAFF: ((6, 1, 0), (6, 1, 0), (5, 2, 0), (5, 1, 1), (6, 2, 0)),
}
"""Of each time how many say that they feel safe, partly, and not."""
_TURN = {
    Audience.LEARNERS: ((4, 7, 4), (6, 5, 4), (9, 5, 2), (9, 5, 1), (12, 3, 1)),
    Audience.STAFF: ((7, 0, 0), (7, 0, 0), (6, 1, 0), (7, 0, 0), (7, 1, 0)),
}
"""The same of knowing whom to turn to."""
_ANSWERED = (330, 240, 150, 80, 20)
_CLERK = Actor.system("demo")


def climate(crew: Crew) -> Iterator[Happening]:
    """People answer five times in the year; what was decided first is done, and the other is due in three days."""
    worse_off = sum(crew.house.slug.encode()) % 3
    for time, days_ago in enumerate(_ANSWERED):
        yield crew.happens(days_ago, partial(_answer, time, worse_off))
    yield crew.happens(
        200, partial(_decide, 60, "Ask in each first week whom they would turn to, and tell them.")
    )
    yield crew.happens(150, _done, hour=15)
    yield crew.happens(
        70, partial(_decide, 73, "Light the way to the car park, and walk it once after dark.")
    )


def _answer(time: int, worse_off: int, now: datetime) -> None:
    """At one provider more people feel safe than at another: so many more say partly there who say yes elsewhere."""
    for audience in asked(Moment.now(now)):
        safe, turn = _people(_SAFE[audience][time], worse_off), _people(_TURN[audience][time], worse_off)
        for feels, knows in zip(safe, turn, strict=True):
            answers = {About.SAFE: feels, About.TURN: knows}
            answer_how_safe(audience=audience, answers=answers, actor=Actor.outsider(), now=now)


def _people(said: tuple[int, int, int], worse_off: int) -> Iterator[Felt]:
    yes, partly, no = said
    yield from [Felt.YES] * (yes - worse_off) + [Felt.PARTLY] * (partly + worse_off) + [Felt.NO] * no


def _decide(within: int, words: str, now: datetime) -> None:
    moment = Moment.now(now)
    for placed in controls(moment):
        decide_follow_up(
            address=placed.address,
            audience=placed.block.asks[0],
            term=terms(moment)[0].begins,
            post=min(placed.block.owner.roles()),
            due_on=london_day(now) + timedelta(days=within),
            words=words,
            actor=_CLERK,
            now=now,
        )


def _done(now: datetime) -> None:
    for row in FollowUp.objects.known(now).filter(done_on=None):
        finish_follow_up(
            followup_id=row.id,
            done_on=london_day(now),
            words="It is asked in the first week now, with a card to take home.",
            actor=_CLERK,
            now=now,
        )
