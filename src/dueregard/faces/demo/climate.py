"""What learners and staff of the year said of feeling safe, and what somebody decided because of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment, london_day
from ...work.climate.operations.answering import answer_how_safe
from ...work.climate.operations.following_up import decide_follow_up
from ...work.climate.queries import asked, controls, terms
from ...work.climate.vocabulary import About, Audience, Felt
from .happening import Crew, Happening

_SAID = (Felt.YES, Felt.YES, Felt.PARTLY, Felt.YES, Felt.NO, Felt.YES, Felt.YES, Felt.PARTLY)
"""What people answer in turn."""
_PEOPLE = {Audience.LEARNERS: 14, Audience.STAFF: 7}
_CLERK = Actor.system("demo")


def climate(crew: Crew) -> Iterator[Happening]:
    """People answer five times in the year, and once something is decided because of it."""
    for days_ago in (330, 240, 150, 80, 20):
        yield crew.happens(days_ago, _answer)
    yield crew.happens(70, _decide)


def _answer(now: datetime) -> None:
    for audience in asked(Moment.now(now)):
        for one in range(_PEOPLE[audience]):
            answers = {About.SAFE: _SAID[one % len(_SAID)], About.TURN: _SAID[(one + 3) % len(_SAID)]}
            answer_how_safe(audience=audience, answers=answers, actor=Actor.outsider(), now=now)


def _decide(now: datetime) -> None:
    moment = Moment.now(now)
    for placed in controls(moment):
        post = next(iter(sorted(placed.block.owner.roles())))
        decide_follow_up(
            address=placed.address,
            audience=placed.block.asks[0],
            term=terms(moment)[0].begins,
            post=post,
            due_on=london_day(now) + timedelta(days=90),
            words="Light the way to the car park, and say at every induction whom to turn to.",
            actor=_CLERK,
            now=now,
        )
