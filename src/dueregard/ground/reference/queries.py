"""What is so outside: helplines, thresholds, guidance and bank holidays as at a moment, and what to look at again."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.db.models import Q, QuerySet

from ..kernel.moments import Moment, london_day
from ..tenancy.vocabulary import Nation
from .models import OutsideFact
from .rules.bank_holidays import BankHolidays
from .rules.contents import CONTENTS, Content, Helpline, ProclaimedDay, Statement
from .shipped import shipped_facts
from .vocabulary import Confidence, Extent, Sort

C_co = TypeVar("C_co", bound=Content, covariant=True)


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


def fact(key: str, moment: Moment) -> Known[Any] | None:
    """The fact with this key as at the moment, or None when we know of none."""
    row = _so(moment).filter(key=key).first()
    return _known(row) if row else None


def helplines(nation: Nation, moment: Moment) -> tuple[Known[Helpline], ...]:
    """The numbers to ring in a nation, danger first.

    Where nothing has been loaded yet they are those that ship: a page for frightened people never stands without them.
    """
    extents = Extent.covering(nation)
    found = [_known(row) for row in _so(moment).filter(sort=Sort.HELPLINE, nation__in=extents)]
    if not found and not OutsideFact.objects.filter(sort=Sort.HELPLINE).exists():
        shipped = (one for one in shipped_facts() if one.sort is Sort.HELPLINE and one.nation in extents)
        found = [_stated(one) for one in shipped]
    return tuple(sorted(found, key=lambda known: (known.content.place, known.key)))


def bank_holidays(nation: Nation, moment: Moment) -> BankHolidays:
    """The bank holidays of a nation: by rule, with the days proclaimed or moved that we knew of."""
    rows = _so(moment).filter(sort=Sort.BANK_HOLIDAY, nation__in=Extent.covering(nation))
    days: list[ProclaimedDay] = [_known(row).content for row in rows]
    return BankHolidays(
        nation,
        frozenset(one.day for one in days if one.kept),
        frozenset(one.day for one in days if not one.kept),
    )


def stale(moment: Moment) -> tuple[Known[Any], ...]:
    """Facts nobody has looked at again in time, the longest overdue first."""
    rows = _so(moment).filter(recheck_by__lt=london_day(moment.as_at)).order_by("recheck_by", "key")
    return tuple(map(_known, rows))


def _so(moment: Moment) -> QuerySet[OutsideFact]:
    """Facts in force on the London day of the moment, as known at it."""
    day = london_day(moment.as_at)
    return OutsideFact.objects.known(moment.known_at).filter(
        Q(since=None) | Q(since__lte=day), Q(until=None) | Q(until__gt=day)
    )


def _stated(one: Statement) -> Known[Any]:
    return Known(one.key, one.content, one.nation, one.source, one.confidence, one.checked_on, one.recheck_by)


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
    )
