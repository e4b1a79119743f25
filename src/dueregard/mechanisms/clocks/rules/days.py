"""Counting days: working days, months, terms, and the last day of a span under each rule."""

from calendar import monthrange
from datetime import date, timedelta

from ....authority.policy.values.time import Roll, Rule, Span, Unit
from ....ground.kernel.refusals import Refusal
from .calendars import ONE_DAY, Calendar, TermsNotSet

_LAST_YEAR = 2200
_DAYS_A_WEEK = 7


class TooFar(Refusal):
    """That date is further away than anybody plans for."""

    code = "too-far"


def same_day_of_month(day: date, months: int) -> date:
    """The same day so many months on (or back), or the last day of a month that is too short for it."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= _LAST_YEAR:
        raise TooFar
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


def nth_working_day(day: date, n: int, calendar: Calendar) -> date:
    """The `n`-th working day after `day`, or before it when `n` is negative; 0 is `day` itself."""
    step = ONE_DAY if n > 0 else -ONE_DAY
    for _ in range(abs(n)):
        day += step
        while not calendar.is_working_day(day):
            day += step
    return day


def working_days_between(first: date, last: date, calendar: Calendar) -> int:
    """How many working days there are after `first`, up to and with `last`."""
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(map(calendar.is_working_day, days))


def months_between(first: date, last: date) -> int:
    """How many whole months lie between two days, the second not before the first."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months if same_day_of_month(first, months) <= last else months - 1


def nth_term_end(after: date, n: int, calendar: Calendar) -> date:
    """The last day of the `n`-th term to end after a day, or before it when `n` is negative; raises `TermsNotSet`."""
    ends = [term.last for term in calendar.terms if (term.last > after if n > 0 else term.last < after)]
    if len(ends) < abs(n):
        raise TermsNotSet
    return ends[n - 1 if n > 0 else n]


def last_day(day: date, span: Span, rule: Rule, calendar: Calendar) -> date:
    """The day on which a span that starts on `day` ends; `day` itself is not counted, but by `BY_END_OF`."""
    if rule is Rule.BY_END_OF:
        return _end_of_unit(day, span, calendar)
    return _counted(day, span, calendar, clear=rule is Rule.CLEAR)


def moved(day: date, roll: Roll, calendar: Calendar, *, not_before: date | None = None) -> date:
    """A day on which nobody works, moved to the next working day or to the one before; a working day stays.

    Nothing is due before it began: then the day stays where it fell.
    """
    if roll is Roll.NONE or calendar.is_working_day(day):
        return day
    to = nth_working_day(day, 1 if roll is Roll.NEXT_WORKING_DAY else -1, calendar)
    return day if not_before and to < not_before else to


def last_day_before(day: date, span: Span, calendar: Calendar, *, clear: bool) -> date:
    """The last day that is at least the span before `day`; `clear` days leave out both ends."""
    if span.unit is Unit.WORKING_DAY and not calendar.is_working_day(day):
        # Notice on Friday of something on Sunday leaves no working day between: counted from Friday, it is too late.
        day = nth_working_day(day, -1, calendar)
    if span.unit is Unit.TERM:
        return nth_term_end(day, -span.amount, calendar) - clear * ONE_DAY
    return _counted(day, Span(-span.amount, span.unit), calendar, clear=clear)


def _counted(day: date, span: Span, calendar: Calendar, *, clear: bool) -> date:
    """Count on from `day`, or back when the amount is negative. Clear: the day after the last whole one."""
    n = span.amount
    one_more = (1 if n > 0 else -1) * clear
    match span.unit:
        case Unit.WORKING_DAY:
            return nth_working_day(day, n + one_more, calendar)
        case Unit.DAY:
            end = day + timedelta(days=n)
        case Unit.WEEK:
            end = day + timedelta(days=_DAYS_A_WEEK * n)
        case Unit.MONTH:
            end = same_day_of_month(day, n)
        case Unit.YEAR:
            end = same_day_of_month(day, 12 * n)
        case Unit.TERM:
            end = nth_term_end(day, n, calendar)
        case _:
            raise TypeError(f"{span.unit} is not counted in days")
    return end + one_more * ONE_DAY


def _end_of_unit(day: date, span: Span, calendar: Calendar) -> date:
    """The end of the unit `day` falls in, or of the `n`-th counting that one as the first."""
    further = span.amount - 1
    match span.unit:
        case Unit.WORKING_DAY:
            return nth_working_day(day - ONE_DAY, span.amount, calendar)
        case Unit.DAY:
            return day + timedelta(days=further)
        case Unit.WEEK:
            sunday = day + timedelta(days=_DAYS_A_WEEK - 1 - day.weekday())
            return sunday + timedelta(days=_DAYS_A_WEEK * further)
        case Unit.MONTH:
            return same_day_of_month(day.replace(day=1), span.amount) - ONE_DAY
        case Unit.YEAR:
            months_in = (day.month - calendar.year_begins) % 12
            return same_day_of_month(day.replace(day=1), 12 * span.amount - months_in) - ONE_DAY
        case Unit.TERM:
            return nth_term_end(day - ONE_DAY, span.amount, calendar)
        case _:
            raise TypeError(f"{span.unit} is not counted in days")
