"""What changed in how clauses stand, in a few lines; and how one clause stood week by week."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ....authority.policy.answers import Status
from .stands import ClauseStatus

LINES = 6
WEEKS = 53


@dataclass(frozen=True, slots=True)
class Change:
    """One clause that stands otherwise than before; None: it was not there, or is not any more."""

    policy: str
    clause: str
    title: str
    before: Status | None
    after: Status | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since a day, what is gravest now first."""

    since: date
    lines: tuple[Change, ...]
    more: int
    """How many changes found no line."""


def changes(before: Iterable[ClauseStatus], after: Iterable[ClauseStatus], since: date) -> Changes:
    """Every clause that stands otherwise, in six lines: the last of them is for how many more there are."""
    was, now = ({(one.policy, one.id): one for one in some} for some in (before, after))
    found = [
        Change(*key, (now.get(key) or was[key]).title, _status(was, key), _status(now, key))
        for key in {**was, **now}
        if _status(was, key) is not _status(now, key)
    ]
    found.sort(key=lambda one: one.after.gravity if one.after else len(Status))
    most = LINES if len(found) <= LINES else LINES - 1
    return Changes(since, tuple(found[:most]), len(found[most:]))


def _status(some: Mapping[tuple[str, str], ClauseStatus], key: tuple[str, str]) -> Status | None:
    return some[key].status if key in some else None


def weeks(today: date) -> tuple[date, ...]:
    """The last day of each week of a year that ends today, the earliest first."""
    return tuple(today - timedelta(weeks=n) for n in range(WEEKS - 1, -1, -1))


def last_of_each(days: Iterable[date], ends: tuple[date, ...]) -> dict[date, date]:
    """For each week, by its last day, the latest of these days within it."""
    found: dict[date, date] = {}
    for day in sorted(days):
        end = next((one for one in ends if day <= one < day + timedelta(weeks=1)), None)
        if end:
            found[end] = day
    return found
