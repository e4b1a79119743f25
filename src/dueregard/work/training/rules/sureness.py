"""How sure people felt before and after a session, and when so many answered that it tells of nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..vocabulary import Side, Sure, SureOf

ENOUGH = 6
"""People who must have answered on each side before any figure is shown: more than five."""

Tally = Mapping[tuple[Side, SureOf, Sure], int]


@dataclass(frozen=True, slots=True)
class Session:
    """A course given on one day, and how many gave each answer. Nothing ties an answer before to one after."""

    course: str
    held_on: date
    tally: Tally

    def answered(self, side: Side) -> int:
        """How many people answered on this side. Both questions are always answered together."""
        return sum(self.tally.get((side, SureOf.NOTICE, sure), 0) for sure in Sure)

    @property
    def asked(self) -> bool:
        """Whether anybody answered on each side."""
        return all(self.answered(side) for side in Side)

    @property
    def shown(self) -> bool:
        """Whether so many answered on each side that its figures may be shown."""
        return all(self.answered(side) >= ENOUGH for side in Side)


def shares(sessions: list[Session], side: Side, of: SureOf) -> dict[Sure, int]:
    """How many in every 100 of those who answered on this side gave each answer, to the whole number. Only of sessions
    that may be shown: else one that may not could be found by taking the others away."""
    counts = {sure: sum(one.tally.get((side, of, sure), 0) for one in sessions if one.shown) for sure in Sure}
    whole = sum(counts.values())
    return {sure: round(100 * count / whole) if whole else 0 for sure, count in counts.items()}
