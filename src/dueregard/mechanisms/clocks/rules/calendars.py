"""A calendar says which days are worked, when a place is open, and when terms run.

Bank holidays are the nation's; closures, hours and terms are the provider's, site by site. What nobody has given is not
guessed: asking for it is refused with a sentence that says what is missing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Self

from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import Refusal
from ....ground.reference.rules.bank_holidays import BankHolidays
from .wall import at_wall_time

ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_LONGEST_CLOSED = 400
"""Days: a place that does not open in more than a year never opens."""


class HoursNotSet(Refusal):
    """No opening hours are set here, so nobody can say when it is open."""

    code = "hours-not-set"


class TermsNotSet(Refusal):
    """The term dates are not set that far, so terms cannot be counted."""

    code = "terms-not-set"


@dataclass(frozen=True, slots=True, order=True)
class Opening:
    """Open from a time of day until another. `closes` at 00:00 is the midnight that ends the day."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.closes != time() and self.closes <= self.opens:
            raise ValueError("a place closes after it opens, on the same day")


Week = tuple[tuple[Opening, ...], ...]
"""The openings of Monday to Sunday; an empty day is a day closed."""


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """A term, from its first day to its last."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a term ends after it begins")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time: `since` included, `until` excluded."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days and hours of one place."""

    bank_holidays: BankHolidays
    closures: frozenset[date] = frozenset()
    """Days on which the provider shuts that are otherwise worked."""
    hours: Week | None = None
    """None: nobody has said."""
    terms: tuple[Term, ...] = ()
    """In order, none overlapping."""
    year_begins: int = 1
    """The month with which a year begins: 1, or 9 for an academic year from September."""

    def __post_init__(self) -> None:
        if self.hours is not None and len(self.hours) != 7:
            raise ValueError("a week has seven days")
        for day in self.hours or ():
            for one, after in pairwise(day):
                if one.closes == time() or after.opens < one.closes:
                    raise ValueError("the openings of a day are in order and do not overlap")
        for term, following in pairwise(self.terms):
            if following.first <= term.last:
                raise ValueError("terms are in order and do not overlap")

    def legal(self) -> Self:
        """The same calendar as the law counts: a provider's own closures stop no legal clock."""
        return replace(self, closures=frozenset())

    def is_working_day(self, day: date) -> bool:
        """Not a Saturday, a Sunday, a bank holiday or a closure."""
        return day.weekday() < _SATURDAY and day not in self.bank_holidays and day not in self.closures

    def openings(self, day: date) -> tuple[Stretch, ...]:
        """When the place is open on a day, in order; raises `HoursNotSet`."""
        if self.hours is None:
            raise HoursNotSet
        if day in self.bank_holidays or day in self.closures:
            return ()
        stretches = (
            Stretch(
                at_wall_time(day, opening.opens, later=False),
                at_wall_time(day + ONE_DAY if opening.closes == time() else day, opening.closes, later=True),
            )
            for opening in self.hours[day.weekday()]
        )
        # Hours that lie wholly in the hour skipped in spring are nothing that day.
        return tuple(stretch for stretch in stretches if stretch.since < stretch.until)

    def is_open(self, at: datetime) -> bool:
        """Whether the place is open at an instant; raises `HoursNotSet`."""
        return any(stretch.since <= at < stretch.until for stretch in self.openings(london_day(at)))

    def next_opening(self, at: datetime) -> datetime | None:
        """The first instant from `at` on at which the place is open, `at` itself if it is; None if it never opens.

        Raises `HoursNotSet`.
        """
        first = london_day(at)
        for day in (first + timedelta(days=n) for n in range(_LONGEST_CLOSED)):
            for stretch in self.openings(day):
                if at < stretch.until:
                    return max(at, stretch.since).astimezone(UTC)
        return None


def week(days: Iterable[Iterable[Opening]]) -> Week:
    """A week of seven days' openings, each day's put in order."""
    return tuple(tuple(sorted(day)) for day in days)
