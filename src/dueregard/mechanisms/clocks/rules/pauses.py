"""Stops of a clock: from a happening that stops it until one that sets it going again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from .calendars import Stretch


@dataclass(frozen=True, slots=True)
class Stops:
    """When a clock stood still, and since when it does."""

    over: tuple[Stretch, ...] = ()
    """Stops that ended, in order, none touching another."""
    standing_since: datetime | None = None
    """It stands still now: there is no end to count to until it is set going again."""


def stops(halts: Iterable[datetime], restarts: Iterable[datetime]) -> Stops:
    """Pair what stopped a clock with what set it going; stopping a stopped clock changes nothing, nor does starting
    a going one."""
    events = sorted([*((at, False) for at in halts), *((at, True) for at in restarts)])
    over: list[Stretch] = []
    since: datetime | None = None
    for at, goes_on in events:
        if goes_on and since is not None:
            over.append(Stretch(since, at))
            since = None
        elif not goes_on and since is None:
            since = at
    return Stops(joined(over), since)


def joined(stretches: Iterable[Stretch], since: datetime | None = None) -> tuple[Stretch, ...]:
    """The same time covered by stretches in order, none touching another, none before `since`."""
    found: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda one: one.since):
        begins = max(stretch.since, since) if since else stretch.since
        if found and begins <= found[-1].until:
            found[-1] = Stretch(found[-1].since, max(found[-1].until, stretch.until))
        elif begins < stretch.until:
            found.append(Stretch(begins, stretch.until))
    return tuple(found)


def overlap(stretches: Sequence[Stretch], since: datetime, until: datetime) -> tuple[Stretch, ...]:
    """The parts of stretches that lie between two instants."""
    clipped = (Stretch(max(one.since, since), min(one.until, until)) for one in stretches)
    return tuple(one for one in clipped if one.since < one.until)
