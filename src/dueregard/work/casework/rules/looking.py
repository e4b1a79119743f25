"""When a person will really look at a report: what a reporter is told instead of *as soon as possible*.

It follows from when the place is open and when anybody whose post receives reports is there, and from nothing about the
matter: a report that goes round somebody must not say so by its sentence.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ....ground.kernel.moments import london_day
from ....mechanisms.clocks.rules.calendars import Calendar, Stretch
from ....mechanisms.clocks.rules.cover import FOUR_WEEKS, Presence, minus, somebody_there, to_cover

ENOUGH = timedelta(hours=1)
"""Less than this before everybody leaves is not counted on: what arrives then waits for the next time."""

ENOUGH_OF_A_DAY = timedelta(hours=7)
"""The same where no opening hours are set: what arrives after five in the evening waits for the next day."""


class When(StrEnum):
    """The five things a page can say."""

    TODAY = "today"
    CLOSED = "closed"
    """The place is shut until then."""
    LATER = "later"
    """Whether because few hours are left, or nobody is there: which of the two is nobody's to know."""
    SOME_DAY = "some-day"
    """A day, and no hour: no opening hours are set."""
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Look:
    """When somebody will be there: from `since` on, and on that day before `until`."""

    when: When
    since: datetime | None = None
    until: datetime | None = None


def next_look(held: Iterable[Presence], away: Iterable[Presence], calendar: Calendar, now: datetime) -> Look:
    """When somebody will next be there for long enough, within four weeks.

    `held`: who holds a post that receives reports, and when. `away`: who is away, and when.
    """
    there = next(_times_there(held, away, calendar, now), None)
    if there is None:
        return Look(When.NOBODY)
    if calendar.hours is None:
        return Look(When.SOME_DAY, *there)
    if london_day(there[0]) == london_day(now):
        return Look(When.TODAY, *there)
    opens = calendar.next_opening(now)
    shut = opens is not None and now < opens and there[0] <= opens
    return Look(When.CLOSED if shut else When.LATER, *there)


def is_overdue(promised: Look, due_at: Iterable[datetime], now: datetime) -> bool:
    """Whether a report nobody has opened should have been: by a policy's time, or by what its reporter was told."""
    times = [*due_at, *([promised.until] if promised.until else [])]
    return any(at <= now for at in times)


def _times_there(
    held: Iterable[Presence], away: Iterable[Presence], calendar: Calendar, now: datetime
) -> Iterator[tuple[datetime, datetime]]:
    first = london_day(now)
    enough = ENOUGH_OF_A_DAY if calendar.hours is None else ENOUGH
    covered = somebody_there(held, away)
    for day in (first + timedelta(days=n) for n in range(FOUR_WEEKS)):
        for opening in to_cover(day, calendar):
            for there in minus(opening, minus(opening, covered)):
                left = Stretch(max(there.since, now), there.until)
                if left.until - left.since >= enough:
                    yield left.since, left.until
