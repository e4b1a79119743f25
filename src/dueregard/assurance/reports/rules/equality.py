"""Equality monitoring: which time it speaks of, which group somebody's own word belongs to, and what may be shown.

Only figures over everybody, for a long time, and never a way to one person (domain.md 14, rule 22; Equality Act 2010 s
149; Data Protection Act 2018 Sch 1 para 8).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ....work.training.rules.workforce import (
    ASIAN,
    BLACK,
    CENSUS,
    FEWEST,
    MIXED,
    OTHER,
    OTHER_GROUP,
    UNSAID,
    WHITE,
    census_group,
    is_said,
    shares,
    shown,
)

YEARS = 3
"""How many whole academic years are taken together: with fewer, figures of a small provider tell of a person."""
DISABLED, NOT_DISABLED = "Disabled, or with a learning difficulty or health problem", "Neither"
_FIRST_MONTH = 8
_ILR_GROUPS: Mapping[str, range] = {
    WHITE: range(31, 35),
    MIXED: range(35, 39),
    ASIAN: range(39, 44),
    BLACK: range(44, 47),
    OTHER_GROUP: range(47, 48),
}
"""The codes of ethnicity in the ILR that belong to each group of the census of 2011 and 2021."""
_ILR_ANY_OTHER = "98"
_YES, _NO = frozenset({"1", "yes", "y", "true"}), frozenset({"2", "no", "n", "none", "false"})


@dataclass(frozen=True, slots=True)
class Row:
    """A group: of every hundred learners how many, and of every hundred whom concerns were about. None: not shown."""

    name: str
    learners: int | None
    concerned: int | None


def window(day: date) -> tuple[date, date]:
    """The last three whole academic years before a day: their first day, and the first day after them."""
    until = date(day.year if day.month >= _FIRST_MONTH else day.year - 1, _FIRST_MONTH, 1)
    return until.replace(year=until.year - YEARS), until


def ethnic_group(said: str) -> str:
    """The group of the census that what is kept of a learner belongs to: a code of the ILR, or words."""
    if not is_said(said):
        return UNSAID
    if said.isdecimal() and said.isascii():
        code = int(said)
        found = next((group for group, codes in _ILR_GROUPS.items() if code in codes), OTHER)
        return OTHER_GROUP if said == _ILR_ANY_OTHER else found
    return census_group(said) or OTHER


def disability_group(said: str) -> str:
    """Whether what is kept of a learner says that they are disabled; the ILR puts a category behind the answer."""
    if not is_said(said):
        return UNSAID
    answer = said.split("/")[0].strip().lower()
    if answer in _NO:
        return NOT_DISABLED
    return DISABLED if answer in _YES else OTHER


GROUPS: Mapping[str, tuple[str, ...]] = {
    "ethnicity": (*CENSUS, OTHER, UNSAID),
    "disability": (DISABLED, NOT_DISABLED, OTHER, UNSAID),
}
"""In which order groups are shown; in the same order another is hidden with one that is too small, from the end."""


def rows(order: tuple[str, ...], learners: Iterable[str], concerned: Iterable[str]) -> tuple[Row, ...]:
    """The groups of everybody beside the groups of those whom concerns were about.

    Not shown is a number below `FEWEST`, and one that leaves fewer than that in its group whom no concern was about;
    with it another, so that it does not follow from the rest.
    """
    everybody, some = _counted(order, learners), _counted(order, concerned)
    partners = tuple(reversed(order))
    nearly_all = {name for name in order if some[name] and everybody[name] - some[name] < FEWEST}
    whole = shares(shown(everybody, partners), sum(everybody.values()))
    part = shares(shown(some, partners, besides=nearly_all), sum(some.values()))
    return tuple(Row(name, whole[name], part[name]) for name in order)


def _counted(order: Iterable[str], said: Iterable[str]) -> dict[str, int]:
    counts = Counter(said)
    return {name: counts[name] for name in order}


def may_be_shown(learners: int, concerned: int) -> bool:
    """Whether there are enough people for any share: else each would be somebody."""
    return concerned >= FEWEST and learners - concerned >= FEWEST
