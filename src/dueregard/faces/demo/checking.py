"""The single central record of an invented provider: checks moved over from paper, a starter without a certificate, one
who begins early, a permit that runs out, and a spot check."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from ...authority.people.models import Span
from ...authority.people.vocabulary import Regulated, Work
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment, london_day
from ...work.training.central_record import (
    Barred,
    CheckKind,
    Evidence,
    Found,
    Level,
    Outcome,
    ProviderSort,
    WhyNot,
)
from ...work.training.operations.checks import (
    Safeguards,
    record_check,
    record_early_start,
    say_sort_of_provider,
)
from ...work.training.operations.saying_work import say_work
from ...work.training.operations.spot_checks import draw_spot_check, record_spot_check
from ...work.training.queries.central_record import grid, line_of
from ...work.training.rules.recording import Said
from .happening import Crew, Happening
from .joining import STARTERS, TEAM, Member
from .people import Plays

_MOVED = Actor.system("demo")
"""Who writes down what stood on paper before: nobody's own checks are written by themselves."""
_WRONG = 4
"""Of those whom chance picks, whose line is found wrong."""


def checking(crew: Crew) -> Iterator[Happening]:
    """What is written into the record in the year."""
    yield crew.happens(359, partial(_from_paper, crew))
    yield crew.happens(34, partial(_spot_check, crew))
    yield crew.happens(20, partial(_early, crew))
    yield crew.happens(20, partial(_starter, crew, "early"), hour=10)
    yield crew.happens(16, partial(_starter, crew, "unchecked"), hour=10)


def _from_paper(crew: Crew, now: datetime) -> None:
    say_sort_of_provider(sort=ProviderSort.TRAINING, actor=_MOVED, now=now)
    for member in TEAM:
        _say_work(crew, member, now)
    for n, line in enumerate(grid(Moment.now(now)).lines):
        for kind in line.cells:
            is_limited = line.person == crew.joined["limited"]
            _record(crew, line.person, kind, crew.day(420 + 13 * n), now, limited=is_limited)


def _say_work(crew: Crew, member: Member, now: datetime) -> None:
    """Whoever teaches here does so often enough for it to be regulated activity."""
    if member.work:
        span = Span.objects.holding(Moment.now(now)).get(person_id=crew.joined[member.key])
        say_work(
            person_id=span.person_id, span_id=span.id, work=member.work, since=london_day(span.since),
            regulated=Regulated.YES if member.work is Work.DELIVERY else Regulated.NO, actor=_MOVED, now=now,
        )  # fmt: skip


def _starter(crew: Crew, key: str, now: datetime) -> None:
    """On the first day of somebody everything has been seen but the certificate."""
    _say_work(crew, next(member for member in STARTERS if member.key == key), now)
    line = line_of(crew.joined[key], Moment.now(now))
    for kind in line.cells if line else ():
        if kind is not CheckKind.DBS:
            _record(crew, crew.joined[key], kind, london_day(now), now)


def _early(crew: Crew, now: datetime) -> None:
    """Of the two, one begins all the same, with all that is asked for that."""
    given = Safeguards(
        barred_asked_on=crew.day(22), assessed_on=crew.day(21), supervised_by=crew.of(Plays.TUTOR),
        review_on=crew.day(-8),
    )  # fmt: skip
    keeper = crew.as_(crew.house.keeps_checks)
    record_early_start(person_id=crew.joined["early"], given=given, actor=keeper, now=now)


def _spot_check(crew: Crew, now: datetime) -> None:
    """Chance would pick others each time the demonstration is built; it is to be the same for everybody."""
    keeper = crew.as_(crew.house.keeps_checks)
    for n, row in enumerate(
        draw_spot_check(chance=lambda people, many: people[:many], actor=keeper, now=now)
    ):
        found = Found.WRONG if n == _WRONG else Found.RIGHT
        record_spot_check(spot_check_id=row.id, found=found, actor=keeper, now=now)


def _record(
    crew: Crew, person: UUID, kind: CheckKind, done_on: date, now: datetime, *, limited: bool = False
) -> None:
    said: dict[str, Any] = {"kind": kind, "outcome": Outcome.SEEN, "done_on": done_on}
    said["checked_by"] = crew.of(crew.house.keeps_checks)
    match kind:
        case CheckKind.DBS:
            said |= {"level": Level.ENHANCED, "barred": Barred.CHILDREN, "evidence": Evidence.ORIGINAL}
        case CheckKind.OVERSEAS:
            said |= {"outcome": Outcome.NOT_REQUIRED, "why_not": WhyNot.NEVER_ABROAD}
        case CheckKind.RIGHT_TO_WORK:
            said |= {"evidence": Evidence.ONLINE, "limited": limited}
            said["follow_up_on"] = crew.day(-18) if limited else None
        case CheckKind.PROHIBITION:
            said["evidence"] = Evidence.ONLINE
        case _:
            said["evidence"] = Evidence.ORIGINAL
    record_check(person_id=person, said=Said(**said), actor=_MOVED, now=now)
