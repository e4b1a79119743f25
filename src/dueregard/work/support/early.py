"""How early help came: from the first sign of something to the first support, over all open concerns, never of one.

The first sign's day is what whoever reported said: when they noticed it. Where nobody said, it is not guessed from
anything else, and stands as not known.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Min

from ...authority.access.vocabulary import Circle
from ...ground.kernel.moments import Moment, london_day
from ..casework.rules.figures import middle
from ..casework.vocabulary import State
from .models import SupportPlan
from .rules import days_to_support


class Came(StrEnum):
    """How soon after the first sign the first support came."""

    WEEK = "within a week"
    MONTH = "within a month"
    QUARTER = "within three months"
    LATER = "later"
    NOT_KNOWN = "not known"
    """Nobody said on which day somebody noticed."""


_ENDS = ((Came.WEEK, 7), (Came.MONTH, 30), (Came.QUARTER, 91))


@dataclass(frozen=True, slots=True)
class Early:
    """Of the concerns of a time that had support, how soon it came."""

    days: tuple[int, ...]
    """From the first sign to the first support, where the day of the sign was said."""
    unknown: int
    """Of how many it was not."""

    @property
    def median(self) -> int | None:
        """Half waited less. None where there are too few to tell nobody apart."""
        found = middle([timedelta(days=one) for one in self.days])
        return None if found is None else found.days

    def spread(self) -> dict[Came, int]:
        """How many waited how long."""
        found = dict.fromkeys(Came, 0)
        for one in self.days:
            found[next((came for came, end in _ENDS if one <= end), Came.LATER)] += 1
        return found | {Came.NOT_KNOWN: self.unknown}


def early_help(since: datetime, moment: Moment) -> Early:
    """The open concerns that came in after `since` and had support by the moment, as known at it."""
    rows = SupportPlan.objects.known(moment.known_at).filter(
        began_on__lte=london_day(moment.as_at),
        concern__circle=Circle.OPEN,
        concern__received_at__gt=since,
        concern__received_at__lte=min(moment.as_at, moment.known_at),
    )
    first = rows.exclude(concern__state=State.DISPOSED).order_by()
    found = list(first.values_list("concern_id", "concern__noticed_at").annotate(at=Min("began_on")))
    dated = [(london_day(noticed), began) for _id, noticed, began in found if noticed]
    return Early(tuple(days_to_support(dated)), len(found) - len(dated))
