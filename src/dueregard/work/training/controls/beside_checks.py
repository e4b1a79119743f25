"""Training that the policies want to stand in the single central record, beside the checks."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from ....ground.kernel.moments import Moment
from ....mechanisms.clocks.rules.calendars import HoursNotSet, TermsNotSet
from ..queries.checks import one_of_each
from ..queries.lists import Line, lines
from ..queries.standing import standing
from .in_force import required


@dataclass(frozen=True, slots=True)
class Beside:
    """A column of the record: what is to be learnt, and how each of those it asks stands; by the row of somebody that
    stands for them all."""

    title: str
    lines: dict[UUID, Line]


def beside_checks(moment: Moment) -> tuple[Beside, ...]:
    """A column for each training that is `on_record`. One that runs on a calendar nobody gave is left out: the page of
    that policy says so."""
    return tuple(_columns(moment))


def _columns(moment: Moment) -> Iterator[Beside]:
    first = one_of_each(moment)
    for one in required(moment):
        if getattr(one.control.block, "on_record", False):
            asked = one.asked
            try:
                stood = standing(asked.requirement, asked.audience, moment)
                found = lines(asked.requirement, stood, stood, moment)
            except (HoursNotSet, TermsNotSet):
                continue
            yield Beside(one.title, {first(line.person_id): line for line in found})
