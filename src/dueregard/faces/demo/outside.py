"""With whom outside an invented provider was in touch in the year, what came of it, and what it still has to do."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from ...authority.access.queries import holders
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment, london_day
from ...work.liaison.models import Undertaking
from ...work.liaison.operations.writing import Said, fulfil, undertake, write_exchange
from ...work.liaison.queries import controls
from ...work.liaison.vocabulary import Came, Way
from .happening import Crew, Happening

_HOURS_KNOWN = partial(
    Said,
    way=Way.MEETING,
    theirs="Whoever speaks for training providers",
    about="What each of us saw in the past months, and how to reach each other.",
    said="Half of what comes to them comes after five o'clock.",
    came=Came.CHANGED,
    came_words="Our induction says now whom to ring in the evening.",
)
_NEW_NUMBER = partial(
    Said,
    way=Way.CALL,
    theirs="Whoever was on duty",
    about="How to reach them when it cannot wait.",
    said="There is a new number. Mail is read on weekdays alone.",
    came=Came.CHANGED,
    came_words="The new number stands on our list of whom to turn to.",
)
_LEAFLET = partial(
    Said,
    way=Way.WRITING,
    theirs="Their office",
    about="A leaflet for learners, and whether ours understand it.",
    said="They would like to hear by the end of the month.",
    came=Came.NOTHING,
    came_words="It says what our own pages say already.",
)


def outside(crew: Crew) -> Iterator[Happening]:
    """In touch three times: something changed, something was agreed and done, and something is still to be done."""
    yield crew.happens(190, partial(_in_touch, 0, _HOURS_KNOWN, ""), hour=15)
    yield crew.happens(45, partial(_in_touch, 1, _NEW_NUMBER, "Put the new number on every poster."), hour=11)
    yield crew.happens(31, _done, hour=16)
    yield crew.happens(10, partial(_in_touch, 0, _LEAFLET, "Read it with six learners, and write back."))


def _in_touch(which: int, words: Callable[..., Said], agreed: str, now: datetime) -> None:
    """With the first or second body that the policy names, by whoever keeps in touch."""
    moment = Moment.now(now)
    for placed in controls(moment):
        row = holders(sorted(placed.block.owner.roles()), moment)[0]
        actor = Actor.person(row.person_id)
        said = words(happened_on=london_day(now), ours=row.person_id)
        body = placed.block.items[which].id
        exchange = write_exchange(address=placed.address, body=body, said=said, actor=actor, now=now)
        if agreed:
            undertake(
                exchange_id=exchange.id,
                post=row.role,
                due_on=london_day(now) + timedelta(days=21),
                words=agreed,
                actor=actor,
                now=now,
            )


def _done(now: datetime) -> None:
    moment = Moment.now(now)
    for one in Undertaking.objects.known(now):
        fulfil(
            undertaking_id=one.id,
            done_on=london_day(now),
            words="On all of them, the one beside the lift too.",
            actor=Actor.person(holders([one.post], moment)[0].person_id),
            now=now,
        )
