"""What is kept beside the policy of an invented provider: whom to turn to, and the national threat level."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from typing import Any

from ...authority.identity.queries import details
from ...authority.policy.values.who import Prefix
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment, london_day
from ...work.governance.directory import Line
from ...work.governance.operations.directory import add_line
from ...work.governance.operations.threat import correct_level, finish_task, see_level
from ...work.governance.queries.directory import Wanted, directories, wanted
from ...work.governance.queries.threat import controls, owed
from ...work.governance.threat import Level
from .happening import Crew, Happening

_CLERK = Actor.system("demo")
_WHERE = "The page of the Security Service"


def beside(crew: Crew) -> Iterator[Happening]:
    """The lists filled in the third week; the level seen three times, once misread, and the first place looked at."""
    yield crew.happens(350, partial(_list, crew))
    yield crew.happens(320, partial(_see, Level.SUBSTANTIAL))
    yield crew.happens(160, partial(_see, Level.SEVERE))
    yield crew.happens(40, _misread)
    yield crew.happens(12, _look)


def _list(crew: Crew, now: datetime) -> None:
    """As many lines as each list asks for; the first is the first to turn to. The telephone numbers are of those that
    Ofcom keeps for drama."""
    moment = Moment.now(now)
    numbers = (f"01632 9605{number:02}" for number in count(1))
    for listed in directories(moment):
        asked = wanted(listed, moment)
        (named,) = listed.block.lists.flatten()
        ours = named.prefix is Prefix.ROLE
        for at, (called, region) in enumerate(_called(crew, asked, moment, ours=ours)):
            line = Line(
                called,
                region=region,
                hours="Monday to Friday, 9 to 5",
                phone=next(numbers),
                email="" if ours else f"{region or 'team'}@example.org",
                first=at == 0,
            )
            add_line(control=listed.address, line=line, confirmed_on=london_day(now), actor=_CLERK, now=now)


def _called(crew: Crew, asked: Wanted, moment: Moment, *, ours: bool) -> Iterator[tuple[str, str]]:
    """Who answers, and for which region. Of a post those who agreed to be named; of outside contacts one for each
    region, and whoever stands above them where the policy asks for one more."""
    if ours:
        people = [crew.cast[one.login] for one in crew.house.cast if one.roles][: asked.minimum or 1]
        yield from ((row.full_name, "") for row in details(people, moment).values())
        return
    yield from (("Prevent co-ordinator", region) for region in asked.regions)
    if (asked.minimum or 1) > len(asked.regions):
        yield "Head of the network" if asked.regions else asked.title, ""


def _see(level: Level, now: datetime) -> None:
    if controls(Moment.now(now)):
        see_level(level=level, seen_on=london_day(now), source=_WHERE, actor=_CLERK, now=now)


def _misread(now: datetime) -> None:
    """Written down a line too high, and put right the same morning."""
    if not controls(Moment.now(now)):
        return
    said: dict[str, Any] = {"seen_on": london_day(now), "source": _WHERE, "actor": _CLERK}
    row = see_level(level=Level.CRITICAL, now=now, **said)
    correct_level(
        sight=row.id, level=Level.SEVERE, why="Read a line too high.", now=now + timedelta(minutes=20), **said
    )


def _look(now: datetime) -> None:
    moment = Moment.now(now)
    for control in controls(moment):
        for one in owed(control, moment)[:1]:
            finish_task(
                task=one.to_do.id,
                done_on=london_day(now),
                words="Both doors and the sign-in. Visitors now wait at the desk until somebody comes for them.",
                actor=_CLERK,
                now=now,
            )
