"""Days without anybody: where posts and absences leave opening hours uncovered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from .calendars import ONE_DAY, Calendar, Stretch
from .pauses import joined
from .wall import start_of_day

FOUR_WEEKS = 28
_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Presence:
    """A person holds a post, or is away, for a time; `until` None is open-ended."""

    person_id: UUID
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class CoverGap:
    """A day with hours in which nobody is there."""

    day: date
    uncovered: tuple[Stretch, ...]
    all_day: bool
    """Nobody is there at any time that day."""


def cover_gaps(
    held: Iterable[Presence],
    away: Iterable[Presence],
    calendar: Calendar,
    first: date,
    days: int = FOUR_WEEKS,
) -> tuple[CoverGap, ...]:
    """The days from `first` on with opening hours in which everybody who holds the post is away, or nobody holds it.

    Where no opening hours are set, the whole of each working day is to be covered.
    """
    covered = somebody_there(held, away)
    gaps = []
    for day in (first + timedelta(days=n) for n in range(days)):
        hours = to_cover(day, calendar)
        uncovered = tuple(gap for stretch in hours for gap in minus(stretch, covered))
        if uncovered:
            gaps.append(CoverGap(day, uncovered, uncovered == hours))
    return tuple(gaps)


def somebody_there(held: Iterable[Presence], away: Iterable[Presence]) -> Sequence[Stretch]:
    """When at least one of those who hold the post is not away; in order, and not touching."""
    return joined(_there(held, away))


def minus(stretch: Stretch, others: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """What is left of a stretch when others, in order and not touching, are taken out."""
    left, since = [], stretch.since
    for other in others:
        if other.since > since:
            left.append(Stretch(since, min(other.since, stretch.until)))
        since = max(since, other.until)
        if since >= stretch.until:
            break
    else:
        left.append(Stretch(since, stretch.until))
    return tuple(one for one in left if one.since < one.until)


def _there(held: Iterable[Presence], away: Iterable[Presence]) -> Iterable[Stretch]:
    absences: dict[UUID, list[Stretch]] = {}
    for absence in away:
        absences.setdefault(absence.person_id, []).append(_stretch(absence))
    for presence in held:
        yield from minus(_stretch(presence), joined(absences.get(presence.person_id, ())))


def _stretch(presence: Presence) -> Stretch:
    return Stretch(presence.since, presence.until or _LAST)


def to_cover(day: date, calendar: Calendar) -> tuple[Stretch, ...]:
    """The hours of a day in which somebody should be there: when the place is open, or the whole of a working day."""
    if calendar.hours is not None:
        return calendar.openings(day)
    if not calendar.is_working_day(day):
        return ()
    return (Stretch(start_of_day(day), start_of_day(day + ONE_DAY)),)
