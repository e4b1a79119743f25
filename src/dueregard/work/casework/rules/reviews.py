"""When support that came of a referral is looked at again: six and twelve months after it began, or after it ended
where nobody told us when it began (domain.md 2.4 and 14, rule 7)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ....mechanisms.clocks.rules.days import same_day_of_month
from ..vocabulary import Stage

_BEGINS = (Stage.SUPPORT, Stage.ADOPTED, Stage.EXITED)
"""From which stage it counts: the first of these that was reached, in this order."""


@dataclass(frozen=True, slots=True)
class Review:
    """A look that is due so many months after, by a day, and whether it was had."""

    months: int
    due: date
    done: bool


def reviews(reached: Iterable[tuple[Stage, date]], *, months: Mapping[Stage, int]) -> tuple[Review, ...]:
    """The looks, of the stages a referral reached and the day of each; none before there was support. `months`: after
    how many each is due, of those whose figure is known."""
    days = dict(reversed(list(reached)))
    began = next((days[stage] for stage in _BEGINS if stage in days), None)
    if began is None:
        return ()
    return tuple(
        Review(many, same_day_of_month(began, many), stage in days) for stage, many in months.items()
    )
