"""Dates as people and programs write them. An order is taken from the whole column, never guessed from one cell."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

_DIGITS = re.compile(r"(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})\Z", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})[-/. ]([A-Za-z]{3,9})[-/., ]+(\d{4})\Z", re.ASCII)
_RUN = re.compile(r"(?:19|20)\d{6}\Z", re.ASCII)
_CLOCK = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?\Z", re.ASCII)
_SERIAL = re.compile(r"\d{3,5}(?:\.\d+)?\Z", re.ASCII)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_SERIAL_ZERO = date(1899, 12, 30)
"""Day 0 of a workbook, as its days from 1 March 1900 are counted: Excel believes in a 29 February 1900."""
_SINCE_1904 = 1462
"""Days by which a workbook of the 1904 calendar counts less."""


class Order(StrEnum):
    """In which order day and month stand in a column."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    EITHER = "either"
    """Every date of the column makes sense both ways."""
    MIXED = "mixed"
    """Some make sense only one way and some only the other, so those that make sense both ways mean nothing."""


class NoSuchDay(ValueError):
    """A cell that is no date, with the sentence that says why."""


def order_of(cells: Iterable[str]) -> Order | None:
    """The order of a column; None where it does not matter, because each of its dates can be read one way only."""
    ways: set[Order] = set()
    for cell in cells:
        if found := _both_short(cell):
            first, second = found
            if first > 12 >= second:
                ways.add(Order.DAY_FIRST)
            elif second > 12 >= first:
                ways.add(Order.MONTH_FIRST)
            elif first != second and max(first, second) <= 12:
                ways.add(Order.EITHER)
    return settled(ways)


def settled(ways: set[Order]) -> Order | None:
    """What the evidence of a column comes to."""
    if {Order.DAY_FIRST, Order.MONTH_FIRST} <= ways:
        return Order.MIXED
    certain = ways - {Order.EITHER}
    return certain.pop() if certain else (Order.EITHER if ways else None)


def read_date(cell: str, order: Order, *, from_1904: bool = False) -> date:
    """The day a cell says; raises `NoSuchDay`. In an order that is not settled, only what can be read one way is."""
    text = _CLOCK.sub("", cell.strip())
    if _RUN.match(text):
        return _day(text[:4], text[4:6], text[6:])
    if _SERIAL.match(text):
        return _of_serial(float(text), from_1904=from_1904)
    if named := _NAMED.match(text):
        month = _MONTHS.index(named[2][:3].lower()) + 1 if named[2][:3].lower() in _MONTHS else 13
        return _day(named[3], str(month), named[1])
    digits = _DIGITS.match(text)
    if not digits:
        raise NoSuchDay("This is not a date. Write it like 04/03/2008 or 2008-03-04.")
    first, second, third = digits.groups()
    if len(first) == 4:
        return _day(first, second, third)
    if len(third) != 4:
        raise NoSuchDay("Write the year with four digits.")
    return _day(third, *_month_and_day(int(first), int(second), order))


def _month_and_day(first: int, second: int, order: Order) -> tuple[str, str]:
    if order is Order.MIXED:
        if max(first, second) <= 12 and first != second:
            raise NoSuchDay("This column holds dates in two orders, so nobody can say which day this is.")
        order = Order.MONTH_FIRST if second > 12 else Order.DAY_FIRST
    month_first = order is Order.MONTH_FIRST
    return (str(first), str(second)) if month_first else (str(second), str(first))


def _both_short(cell: str) -> tuple[int, int] | None:
    """The first two numbers of a date whose year comes last."""
    digits = _DIGITS.match(_CLOCK.sub("", cell.strip()))
    return (int(digits[1]), int(digits[2])) if digits and len(digits[3]) == 4 > len(digits[1]) else None


def _of_serial(days: float, *, from_1904: bool) -> date:
    if from_1904:
        days += _SINCE_1904
    if days < 61:
        raise NoSuchDay("This is not a date. Write it like 04/03/2008 or 2008-03-04.")
    return _SERIAL_ZERO + timedelta(days=int(days))


def _day(year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise NoSuchDay("There is no such day.") from None
