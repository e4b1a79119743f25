"""By when something must have been done, and what of it counts today.

Everything is counted in London days. What was done on a day counts up to and with the last day of the interval that
begins with it; whoever joins has until the last day of their first time. To judge everybody at once both are turned
round, and counted once: the first day on which something done still counts today, and the first day of joining that
leaves time today.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ....authority.policy.values.time import Rule, Span, Time, Unit
from ....mechanisms.clocks.rules.calendars import Calendar
from ....mechanisms.clocks.rules.days import last_day, moved
from ..vocabulary import Result, State

Calendars = Callable[[str], Calendar]
"""A calendar by the name that a time gives it."""
_LONG_AGO = timedelta(days=365 * 20)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something that everybody in an audience must have done, its figures given."""

    address: str
    courses: tuple[str, ...]
    any_one: bool = False
    """Whether any one of the courses will do; else all of them are needed."""
    accepts: frozenset[Result] = frozenset({Result.ATTENDED, Result.PASSED, Result.CERTIFICATE})
    first: Time | None = None
    """How long somebody who joins the audience has; None: the policy gives no date."""
    every: Time | None = None
    """How long it counts; None: for ever."""
    grace: Time | None = None
    """How long it may be late before it counts as overdue."""
    remind: Time | None = None
    """How long before its end somebody is reminded."""
    edition: str = ""
    """Of a document: only this edition counts."""
    edition_since: date | None = None
    """From when that edition is to be read; nobody is late before they had time since then."""


@dataclass(frozen=True, slots=True)
class Cuts:
    """A requirement turned round, for one day."""

    counts_since: date | None
    """Done on this day or later counts today; None: whenever it was done."""
    graced_since: date | None
    """Done on this day or later, it has not lapsed for longer than the days of grace."""
    soon_before: date | None
    """Done before this day it lapses within the reminder; None: never."""
    joined_since: date | None
    """Whoever joined on this day or later still has time; None: no date is given, so nobody is late."""
    graced_joined_since: date | None
    """Whoever joined on this day or later is late for no longer than the days of grace."""


def cuts(asked: Requirement, day: date, calendars: Calendars) -> Cuts:
    """Turn a requirement round for a day. Raises `HoursNotSet`, `TermsNotSet` where a calendar is missing."""

    def ends(start: date, *times: Time | None) -> date:
        for time in times:
            start = _end(start, time, calendars) if time else start
        return start

    counts = _first_day(day, lambda start: ends(start, asked.every)) if asked.every else None
    graced = _first_day(day, lambda start: ends(start, asked.every, asked.grace)) if asked.every else None
    reminded = _end(day, asked.remind, calendars) if asked.remind else None
    soon = _first_day(reminded, lambda start: ends(start, asked.every)) if asked.every and reminded else None
    if asked.first is None:
        return Cuts(counts, graced, soon, None, None)
    joined = _first_day(day, lambda start: ends(_from(asked, start), asked.first))
    late = _first_day(day, lambda start: ends(_from(asked, start), asked.first, asked.grace))
    return Cuts(counts, graced, soon, joined, late)


@dataclass(frozen=True, slots=True)
class Owing:
    """Something somebody must do next."""

    occasion: str
    """What makes it the same whatever edition of the policy is in force: of joining, of a day on which it was done, of
    a document's edition."""
    since: date
    limit: Time


def owing(asked: Requirement, began: date, done: Mapping[str, date], calendars: Calendars) -> Owing | None:
    """What somebody must do next, who joined on a day and last did each course on a day; None: no date is given, or
    never again. Raises as `cuts`."""
    has = {course: done[course] for course in asked.courses if course in done}
    if len(has) < (1 if asked.any_one else len(asked.courses)):
        since = _from(asked, began)
        occasion = f"edition-{asked.edition}" if asked.edition else f"joined-{since}"
        return Owing(occasion, since, asked.first) if asked.first else None
    if asked.every is None:
        return None
    every, choose = asked.every, max if asked.any_one else min
    last = choose(has.values(), key=lambda day: _end(day, every, calendars))
    return Owing(f"again-{last}", last, every)


def due_on(asked: Requirement, began: date, done: Mapping[str, date], calendars: Calendars) -> date | None:
    """By when somebody must do it next; None: no date is given, or never again. Raises as `cuts`."""
    found = owing(asked, began, done, calendars)
    return _end(found.since, found.limit, calendars) if found else None


def state_of(asked: Requirement, began: date, done: Mapping[str, date], cut: Cuts) -> State:
    """How somebody stands, who joined on a day and last did each course on a day: by what they did, and while they have
    not done it by when they joined."""
    return by_doing(asked, done, cut) or by_joining(began, cut)


def by_doing(asked: Requirement, done: Mapping[str, date], cut: Cuts) -> State | None:
    """How somebody stands by the last day on which they did each course; None: they have not done it yet."""
    last = _that_counts([done[course] for course in asked.courses if course in done], asked)
    if last is None:
        return None
    if cut.counts_since is None or last >= cut.counts_since:
        return State.SOON if cut.soon_before and last < cut.soon_before else State.KEPT
    return State.GRACE if cut.graced_since is None or last >= cut.graced_since else State.LATE


def by_joining(began: date, cut: Cuts) -> State:
    """How somebody stands who joined on a day and has not done it yet."""
    if cut.joined_since is None:
        return State.UNDATED
    if began >= cut.joined_since:
        return State.WAITING
    in_grace = cut.graced_joined_since is not None and began >= cut.graced_joined_since
    return State.GRACE if in_grace else State.LATE


def _that_counts(days: Collection[date], asked: Requirement) -> date | None:
    """The day by which it is judged: the latest of any one course, the earliest of all of them; None: not done."""
    if asked.any_one:
        return max(days, default=None)
    return min(days, default=None) if len(days) == len(asked.courses) else None


def longest(spans: Iterable[Span]) -> Time | None:
    """The earliest of several reminders."""
    span = max(spans, key=lambda one: one.nominal, default=None)
    return Time(span, Rule.WITHIN) if span else None


def _from(asked: Requirement, began: date) -> date:
    return max(began, asked.edition_since) if asked.edition_since else began


def _end(start: date, time: Time, calendars: Calendars) -> date:
    calendar = calendars(time.calendar)
    if time.span.unit in (Unit.HOUR, Unit.WORKING_HOUR):  # whatever is given in hours ends with its day
        last = start + timedelta(days=time.span.amount // 24)
    else:
        last = last_day(start, time.span, time.rule, calendar)
    return moved(last, time.roll, calendar, not_before=start)


def _first_day(day: date, ends: Callable[[date], date]) -> date:
    """The first day from which something runs to `day` or later; the later it begins, the later it ends."""
    low, high = day - _LONG_AGO, day + _ONE_DAY
    if ends(low) >= day:
        return low
    while high - low > _ONE_DAY:
        middle = low + (high - low) // 2
        low, high = (low, middle) if ends(middle) >= day else (middle, high)
    return high
