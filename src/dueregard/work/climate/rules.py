"""Terms in which people are asked, and which answers may be shown: only so many at once that they tell of nobody."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ..training.rules.sureness import ENOUGH
from .vocabulary import About, Audience, Felt

_BEGIN = (1, 5, 8)
"""The months with which the terms of a year begin: a third each of the academic year, which begins in August. They are
the same everywhere, so that nobody has to enter dates before people can be asked."""

Tally = Mapping[tuple[About, Felt], int]


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """A term, by its first day."""

    begins: date

    @property
    def ends(self) -> date:
        """The first day after it."""
        later = [month for month in _BEGIN if month > self.begins.month]
        return date(self.begins.year, later[0], 1) if later else date(self.begins.year + 1, _BEGIN[0], 1)

    @property
    def last_day(self) -> date:
        """Its last day."""
        return self.ends - timedelta(days=1)

    def before(self) -> "Term":
        """The one before it."""
        return term_of(self.begins - timedelta(days=1))


def term_of(day: date) -> Term:
    """The term a day lies in."""
    return Term(date(day.year, max(month for month in _BEGIN if month <= day.month), 1))


def week_of(day: date) -> date:
    """The day that stands for a day's week: its Monday, or the first day of the term where that comes later."""
    return max(day - timedelta(days=day.weekday()), term_of(day).begins)


def answered(tally: Tally) -> int:
    """How many people answered."""
    return sum(tally.get((About.SAFE, felt), 0) for felt in Felt)


def may_be_shown(weeks: Iterable[Tally]) -> Tally:
    """The answers of a term that may be shown, of its weeks in their order: they come in batches of at least `ENOUGH`
    people, so that no two looks, however far apart, tell what fewer than that have said. What is left over at the end
    is never shown."""
    shown: Counter[tuple[About, Felt]] = Counter()
    waiting: Counter[tuple[About, Felt]] = Counter()
    for week in weeks:
        waiting.update(week)
        if answered(waiting) >= ENOUGH:
            shown.update(waiting)
            waiting = Counter()
    return shown


@dataclass(frozen=True, slots=True)
class Answers:
    """What one audience said in one term, as far as it may be shown."""

    term: Term
    audience: Audience
    tally: Tally

    @property
    def people(self) -> int:
        """How many people's answers these are; nought where there were too few."""
        return answered(self.tally)

    def share(self, of: About, felt: Felt) -> int:
        """Of every 100 who answered, how many said so, to the whole number."""
        return round(100 * self.tally.get((of, felt), 0) / self.people) if self.people else 0
