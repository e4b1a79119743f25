"""Age groups of which a policy speaks, and the parts they cut all ages into. They sort numbers, and never people."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from .rules import born_by

OLDEST = 120
"""No group begins or ends at an age beyond it."""


@dataclass(frozen=True, slots=True, order=True)
class Ages:
    """From one age to another, both included; None: and over."""

    youngest: int
    oldest: int | None = None

    def words(self) -> str:
        """As people say it: "under 18", "16 and 17", "16 to 25", "26 and over"."""
        if self.oldest is None:
            return f"{self.youngest} and over" if self.youngest else "any age"
        if self.youngest == 0:
            return f"under {self.oldest + 1}"
        if self.youngest == self.oldest:
            return str(self.oldest)
        return f"{self.youngest} {'and' if self.oldest == self.youngest + 1 else 'to'} {self.oldest}"

    def hold(self, other: "Ages") -> bool:
        """Whether all of the other lies within these."""
        inner, outer = (OLDEST + 1 if one.oldest is None else one.oldest for one in (other, self))
        return self.youngest <= other.youngest and inner <= outer


def parts(groups: Iterable[Ages]) -> tuple[Ages, ...]:
    """All ages, cut where some group begins or ends: each part lies within a group or outside it."""
    cuts = {0}
    for group in groups:
        cuts |= {group.youngest, *(() if group.oldest is None else (group.oldest + 1,))}
    begins = sorted(cuts)
    return (*(Ages(at, after - 1) for at, after in pairwise(begins)), Ages(begins[-1]))


def part_of(born: date | None, day: date, of: Sequence[Ages]) -> Ages | None:
    """The part somebody's age on a day lies in; None where no birthday is known, or it was still to come."""
    if born is None or born > day:
        return None
    return next(one for one in reversed(of) if born <= born_by(day, one.youngest))


def tally(found: Iterable[tuple[date | None, date, int]], of: Sequence[Ages]) -> dict[Ages | None, int]:
    """How many people are of each part, and last of which nobody knows. Each entry: born on, on which day, how many."""
    counts: Counter[Ages | None] = Counter()
    for born, day, number in found:
        counts[part_of(born, day, of)] += number
    return {one: counts[one] for one in (*of, None)}


def together(group: Ages, counts: Mapping[Ages | None, int | None]) -> int | None:
    """How many belong to a group: its parts together, and None where one of them is not shown."""
    numbers = [number for one, number in counts.items() if one is not None and group.hold(one)]
    return None if None in numbers else sum(number or 0 for number in numbers)
