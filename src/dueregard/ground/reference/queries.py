"""What is so outside: helplines, thresholds, guidance and bank holidays as at a moment, and what to look at again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.db import connection

from ..kernel import scope
from ..kernel.memory import Rows, rows
from ..kernel.moments import Moment, london_day
from ..tenancy.vocabulary import Nation
from .models import OutsideFact
from .rules.bank_holidays import BankHolidays
from .rules.contents import CONTENTS, Content, Guidance, Helpline, ProclaimedDay, Statement
from .shipped import shipped_facts
from .vocabulary import Confidence, Extent, Sort

C_co = TypeVar("C_co", bound=Content, covariant=True)
_TABLE = OutsideFact._meta.db_table
_MARK = f"SELECT id, (SELECT COUNT(*) FROM {_TABLE}) FROM {_TABLE} ORDER BY id DESC LIMIT 1"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Known(Generic[C_co]):
    """A fact with what it rests on."""

    key: str
    content: C_co
    nation: Extent
    source: str
    confidence: Confidence
    checked_on: date
    recheck_by: date
    since: date | None = None
    """From which day it is so; None: as far back as we know."""
    until: date | None = None
    """The first day on which it no longer is."""


def fact(key: str, moment: Moment) -> Known[Any] | None:
    """The fact with this key as at the moment, or None when we know of none."""
    return next((_known(row) for row in _so(moment) if row.key == key), None)


def helplines(nation: Nation, moment: Moment) -> tuple[Known[Helpline], ...]:
    """The numbers to ring in a nation, danger first.

    Where nothing has been loaded yet they are those that ship: a page for frightened people never stands without them.
    """
    extents = Extent.covering(nation)
    found = [_known(row) for row in _so(moment) if row.sort == Sort.HELPLINE and row.nation in extents]
    if not found and not any(row.sort == Sort.HELPLINE for row in _facts().rows):
        shipped = (one for one in shipped_facts() if one.sort is Sort.HELPLINE and one.nation in extents)
        found = [_stated(one) for one in shipped]
    return tuple(sorted(found, key=lambda known: (known.content.place, known.key)))


def bank_holidays(nation: Nation, moment: Moment) -> BankHolidays:
    """The bank holidays of a nation: by rule, with the days proclaimed or moved that we knew of."""
    extents = Extent.covering(nation)
    proclaimed = (row for row in _so(moment) if row.sort == Sort.BANK_HOLIDAY and row.nation in extents)
    days: list[ProclaimedDay] = [_known(row).content for row in proclaimed]
    return BankHolidays(
        nation,
        frozenset(one.day for one in days if one.kept),
        frozenset(one.day for one in days if not one.kept),
    )


def guidance(nation: Nation, moment: Moment) -> tuple[Known[Guidance], ...]:
    """Every edition of guidance and every Act known for a nation, also those that ended or are still to come."""
    extents = Extent.covering(nation)
    rows = (row for row in _facts().known_at(moment.known_at) if row.sort == Sort.GUIDANCE)
    return tuple(_known(row) for row in sorted(rows, key=lambda row: row.key) if row.nation in extents)


def stale(moment: Moment) -> tuple[Known[Any], ...]:
    """Facts nobody has looked at again in time, the longest overdue first."""
    late = [row for row in _so(moment) if row.recheck_by < london_day(moment.as_at)]
    return tuple(map(_known, sorted(late, key=lambda row: (row.recheck_by, row.key))))


def _so(moment: Moment) -> Iterator[OutsideFact]:
    """Facts in force on the London day of the moment, as known at it."""
    day = london_day(moment.as_at)
    return (
        row
        for row in _facts().known_at(moment.known_at)
        if (row.since is None or row.since <= day) and (row.until is None or row.until > day)
    )


def _facts() -> Rows[OutsideFact]:
    """All of them, from memory: a few hundred rows that change a few times a year."""
    return rows((OutsideFact, connection.alias), _mark(), lambda: OutsideFact.objects.order_by("pk"))


@scope.remembered
def _mark() -> Sequence[Any] | None:
    """Which is the newest row, and how many there are: another pair after each writing, for no row ever goes."""
    with connection.cursor() as cursor:
        cursor.execute(_MARK)
        found: Sequence[Any] | None = cursor.fetchone()
    return found


def _stated(one: Statement) -> Known[Any]:
    return Known(
        one.key,
        one.content,
        one.nation,
        one.source,
        one.confidence,
        one.checked_on,
        one.recheck_by,
        one.since,
        one.until,
    )


@lru_cache(maxsize=500)
def _content(sort: str, text: str) -> Content:
    return CONTENTS[Sort(sort)].model_validate_json(text)


def _known(row: OutsideFact) -> Known[Any]:
    return Known(
        row.key,
        _content(row.sort, row.content),
        Extent(row.nation),
        row.source,
        Confidence(row.confidence),
        row.checked_on,
        row.recheck_by,
        row.since,
        row.until,
    )
