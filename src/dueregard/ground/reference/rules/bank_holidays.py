"""The bank holidays of a nation: those that follow by rule, with the days proclaimed or moved by hand merged in."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import holidays

from ...tenancy.vocabulary import Nation

_SUBDIVISION = {Nation.ENGLAND: "ENG", Nation.WALES: "WLS"}


@lru_cache(maxsize=512)
def by_rule(nation: Nation, year: int) -> frozenset[date]:
    """The bank holidays of a year as the statutes give them, Good Friday and Christmas Day among them.

    A holiday that falls on a weekend is there beside its substitute: ask whether a day is one, never count them.
    """
    return frozenset(holidays.country_holidays("GB", subdiv=_SUBDIVISION[nation], years=year))


@dataclass(frozen=True, slots=True)
class BankHolidays:
    """The bank holidays of one nation: `day in bank_holidays`."""

    nation: Nation
    proclaimed: frozenset[date] = frozenset()
    """One-off days that no rule foretells, such as a coronation."""
    not_kept: frozenset[date] = frozenset()
    """Days that the rule gives and that were moved elsewhere that year."""

    def __contains__(self, day: date) -> bool:
        return day in self.proclaimed or (day in by_rule(self.nation, day.year) and day not in self.not_kept)
