"""How plans stand: which are open, which were to be looked at, and how long support took to come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .vocabulary import Goes


@dataclass(frozen=True, slots=True)
class Looked:
    """A plan was looked at on a day, and goes on until another or not."""

    on: date
    goes: Goes
    again_by: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """One plan as the figures see it: no words, and nobody."""

    began_on: date
    first_by: date | None
    reviews: tuple[Looked, ...] = ()
    """In their order."""

    @property
    def ended(self) -> bool:
        """Whether it ended."""
        return any(one.goes is Goes.ENDED for one in self.reviews)

    @property
    def again_by(self) -> date | None:
        """By when it is looked at next; None once it ended, and where nobody has said."""
        if self.ended:
            return None
        return self.reviews[-1].again_by if self.reviews else self.first_by


def overdue(some: Iterable[Standing], today: date) -> int:
    """How many that still run were to be looked at before today."""
    return sum(one.again_by is not None and one.again_by < today for one in some)


def undated(some: Iterable[Standing]) -> int:
    """How many still run without a day on which anybody looks at them again."""
    return sum(not one.ended and one.again_by is None for one in some)


def days_to_support(begun: Iterable[tuple[date, date]]) -> Sequence[int]:
    """Of each concern with a plan, how many days lay between its report, or its first sign, and its first plan; a plan
    agreed before that came at once."""
    return [max((first - since).days, 0) for since, first in begun]
