"""Whether somebody was told in time that a learner does not take part, and how a break was kept in touch with."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from ...ground.kernel.moments import from_london, london_day
from .vocabulary import Kept, Outcome, Sort

_NOON = time(12)


@dataclass(frozen=True, slots=True)
class Seen:
    """One episode as the figures see it: no words, and nobody."""

    sort: Sort
    noticed_on: date
    steps: tuple[tuple[Kept, date], ...] = ()
    flagged_at: datetime | None = None
    outcome: Outcome | None = None
    ended_on: date | None = None

    @property
    def tried(self) -> bool:
        """Whether anybody wrote down that they tried to reach them, or did."""
        return bool(self.steps)


def runs_from(noticed_on: date) -> datetime:
    """When time begins for what was noticed on a day: its noon, as for every day that is known without a time."""
    return from_london(noticed_on, _NOON)


def in_time(one: Seen, end: datetime, as_at: datetime) -> bool | None:
    """Whether whoever the policy names was told by the end of the time; None where that cannot be said: it still runs,
    they took part again before it ended, or it was noted by mistake."""
    if one.outcome is Outcome.MISTAKE:
        return None
    if one.flagged_at is not None:
        return one.flagged_at <= end
    if one.ended_on is not None and one.ended_on <= london_day(end):
        return None
    return False if as_at > end or one.ended_on is not None else None


def in_touch_since(one: Seen) -> date:
    """From which day the next contact of a break is owed: the last one, or the day the break began.

    That somebody tried, and reached nobody, is no contact.
    """
    return max((on for kind, on in one.steps if kind is not Kept.ATTEMPT), default=one.noticed_on)


def has_all(one: Seen, keeps: Collection[Kept]) -> bool:
    """Whether each of these is written down at least once."""
    return set(keeps) <= {kind for kind, _on in one.steps}


def counted(some: Iterable[Seen]) -> Sequence[Seen]:
    """Those that were noted rightly."""
    return [one for one in some if one.outcome is not Outcome.MISTAKE]
