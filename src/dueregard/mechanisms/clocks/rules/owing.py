"""What somebody owes: about what, by when, and the rungs at which they are reminded or others hear of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import NamedTuple
from uuid import UUID

from ....authority.policy.answers import Treatment
from ....authority.policy.values.time import Rule, Span, Time, Unit
from ....authority.policy.values.who import Prefix, Who
from ....ground.audit.vocabulary import Stream
from ....ground.kernel.moments import london_day
from ..vocabulary import RungKind
from .calendars import Calendar, Stretch
from .days import last_day_before
from .measures import due, latest_before
from .wall import start_of_day

_JUST_AFTER = timedelta(microseconds=1)
_BY_THE_HOUR = (Unit.HOUR, Unit.WORKING_HOUR)


class Rung(NamedTuple):
    """A time at which somebody is told."""

    kind: RungKind
    step: int
    at: datetime


class Identity(NamedTuple):
    """What makes an obligation the same one, whatever edition of the policy is in force."""

    policy: str
    control: str
    about_kind: str
    about_id: UUID
    occasion: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What an obligation asks, which a new edition or a new calendar may change."""

    owners: tuple[str, ...]
    """Ids of the roles that owe it."""
    opened_at: datetime
    due_at: datetime | None = None
    """The last instant in time; None: no limit is set, and nothing can be late."""
    aim_at: datetime | None = None
    """Measured, never breached."""
    rungs: tuple[Rung, ...] = ()
    """In order of time."""


@dataclass(frozen=True, slots=True)
class Owed:
    """Something owed, as the records and the policies in force say."""

    identity: Identity
    terms: Terms
    circle: Stream = Stream.OPEN
    treatment: Treatment = Treatment.MOVE
    """What happens to one already open whose terms differ: it takes the new ones, or keeps its own."""


def terms(
    owes: Who,
    since: datetime,
    calendar: Calendar,
    *,
    limit: Time | None = None,
    aim: Time | None = None,
    remind: Iterable[Span] = (),
    escalate: Iterable[Span] = (),
    pauses: Iterable[Stretch] = (),
) -> Terms:
    """Terms from what a policy says: reminders so long before the end, escalations so long after it.

    Raises as `measures.due`.
    """
    stood = tuple(pauses)
    due_at = due(since, limit.span, limit.rule, calendar, limit.roll, stood) if limit else None
    aim_at = due(since, aim.span, aim.rule, calendar, aim.roll, stood) if aim else None
    rungs = _rungs(since, due_at, calendar, remind, escalate) if due_at else ()
    owners = dict.fromkeys(named.id for named in owes.flatten() if named.prefix is Prefix.ROLE)
    return Terms(tuple(owners), since, due_at, aim_at, tuple(sorted(rungs, key=lambda rung: rung.at)))


def _rungs(
    since: datetime, due_at: datetime, calendar: Calendar, remind: Iterable[Span], escalate: Iterable[Span]
) -> Iterator[Rung]:
    reminders = sorted(at for span in remind if since < (at := _reminder(due_at, span, calendar)) < due_at)
    escalations = sorted(_escalation(due_at, span, calendar) for span in escalate)
    return chain(
        (Rung(RungKind.REMIND, step, at) for step, at in enumerate(reminders, 1)),
        [Rung(RungKind.LATE, 1, due_at + _JUST_AFTER)],
        (Rung(RungKind.ESCALATE, step, at) for step, at in enumerate(escalations, 1)),
    )


def _reminder(due_at: datetime, span: Span, calendar: Calendar) -> datetime:
    """So many hours before, or as that day's work begins: nobody is reminded at the midnight that ends it."""
    if span.unit in _BY_THE_HOUR:
        return latest_before(due_at, span, calendar)
    day = last_day_before(london_day(due_at), span, calendar, clear=False)
    openings = calendar.openings(day) if calendar.hours is not None else ()
    return openings[0].since if openings else start_of_day(day)


def _escalation(due_at: datetime, span: Span, calendar: Calendar) -> datetime:
    rule = Rule.ELAPSED if span.unit in _BY_THE_HOUR else Rule.WITHIN
    return due(due_at, span, rule, calendar) + _JUST_AFTER
