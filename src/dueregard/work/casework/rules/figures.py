"""Figures that tell how much, and never whom: which numbers are shown, and how long something took."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from enum import StrEnum
from statistics import median
from typing import TypeVar

Name = TypeVar("Name")

FEWEST = 5
"""Fewer than so many people may be told by the number alone."""


class Within(StrEnum):
    """How soon after noticing somebody reported."""

    HOUR = "within an hour"
    DAY = "within a day"
    WEEK = "within a week"
    LATER = "later"


_ENDS = ((Within.HOUR, timedelta(hours=1)), (Within.DAY, timedelta(days=1)), (Within.WEEK, timedelta(days=7)))


def shown(counts: Mapping[Name, int]) -> dict[Name, int | None]:
    """The counts with the small ones hidden: None for what must not be shown.

    One hidden number could be reckoned from the sum and the others, so then the next smallest is hidden with it.
    """
    small = {name for name, count in counts.items() if 0 < count < FEWEST}
    others = sorted((count, name) for name, count in counts.items() if count >= FEWEST)
    if len(small) == 1 and others:
        small.add(others[0][1])
    return {name: None if name in small else count for name, count in counts.items()}


def spread(delays: Sequence[timedelta]) -> dict[Within, int]:
    """How many reports came how soon; one made before its own time of noticing came at once."""
    found = dict.fromkeys(Within, 0)
    for delay in delays:
        found[next((within for within, end in _ENDS if delay <= end), Within.LATER)] += 1
    return found


def middle(delays: Sequence[timedelta]) -> timedelta | None:
    """The median: half of the reports came sooner, half later. None where there are too few to tell nobody apart."""
    if len(delays) < FEWEST:
        return None
    return timedelta(seconds=max(median(delay.total_seconds() for delay in delays), 0))
