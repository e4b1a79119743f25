"""Which days of the weeks ahead a post has nobody, and how to say so in as few lines as there are reasons."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from ....mechanisms.clocks.rules.calendars import Calendar, Stretch
from ....mechanisms.clocks.rules.cover import CoverGap, to_cover


class Cover(StrEnum):
    """How a day stands for one post."""

    SHUT = "shut"
    """Nobody has to be there."""
    COVERED = "covered"
    PART = "part"
    """Somebody is there for some of the hours."""
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class CoverDay:
    """One day of one post; `uncovered` says in which hours nobody is there."""

    day: date
    cover: Cover
    uncovered: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Days on end with nobody, shut days between them left out; or one day with hours that nobody covers."""

    first: date
    last: date
    uncovered: tuple[Stretch, ...] = ()
    """The hours, for a day that is covered in part."""


def still_ahead(gaps: Iterable[CoverGap], now: datetime) -> Iterator[CoverGap]:
    """The gaps with what is past taken out: nobody can cover this morning any more."""
    for gap in gaps:
        left = tuple(Stretch(max(one.since, now), one.until) for one in gap.uncovered if one.until > now)
        if left:
            yield CoverGap(gap.day, left, gap.all_day)


def days_ahead(gaps: Iterable[CoverGap], calendar: Calendar, first: date, days: int) -> tuple[CoverDay, ...]:
    """Each of the days from `first` on, from the gaps found in them."""
    found = {gap.day: gap for gap in gaps}
    return tuple(
        _day(day, found.get(day), calendar) for day in (first + timedelta(days=n) for n in range(days))
    )


def _day(day: date, gap: CoverGap | None, calendar: Calendar) -> CoverDay:
    if gap is None:
        return CoverDay(day, Cover.COVERED if to_cover(day, calendar) else Cover.SHUT)
    return CoverDay(day, Cover.NOBODY if gap.all_day else Cover.PART, gap.uncovered)


def runs(days: Iterable[CoverDay]) -> tuple[Run, ...]:
    """The days with nobody, those that follow each other put together."""
    found: list[Run] = []
    going_on = False
    for each in days:
        if each.cover is Cover.NOBODY:
            if going_on:
                found[-1] = Run(found[-1].first, each.day)
            else:
                found.append(Run(each.day, each.day))
            going_on = True
        elif each.cover is not Cover.SHUT:
            going_on = False
            if each.cover is Cover.PART:
                found.append(Run(each.day, each.day, each.uncovered))
    return tuple(found)
