"""Calendars and times that the tests of clocks share."""

from datetime import UTC, date, datetime, time

from dueregard.ground.kernel.moments import LONDON
from dueregard.ground.reference.rules.bank_holidays import BankHolidays
from dueregard.ground.tenancy.vocabulary import Nation
from dueregard.mechanisms.clocks.rules.calendars import Calendar, Opening, Term

BANK_HOLIDAYS = BankHolidays(Nation.ENGLAND)
NINE_TO_FIVE = ((Opening(time(9), time(17)),),) * 5 + ((),) * 2
ALL_HOURS = ((Opening(time(), time()),),) * 7
TERMS = (
    Term(date(2026, 9, 1), date(2026, 12, 18)),
    Term(date(2027, 1, 4), date(2027, 3, 25)),
    Term(date(2027, 4, 12), date(2027, 7, 23)),
    Term(date(2027, 9, 1), date(2027, 12, 17)),
)
OFFICE = Calendar(BANK_HOLIDAYS, frozenset({date(2026, 12, 29), date(2027, 6, 1)}), NINE_TO_FIVE, TERMS, 9)
"""A provider that shuts on Tuesday 29 December 2026 and Tuesday 1 June 2027."""


def london(written: str, *, fold: int = 0) -> datetime:
    """An instant in UTC from London wall time such as `2026-10-25 01:30`."""
    return datetime.fromisoformat(written).replace(tzinfo=LONDON, fold=fold).astimezone(UTC)


def shown(at: datetime) -> str:
    """London wall time to the minute; the last microsecond of a day as `end`."""
    local = at.astimezone(LONDON)
    return f"{local:%Y-%m-%d} end" if local.time() == time.max else f"{local:%Y-%m-%d %H:%M}"
