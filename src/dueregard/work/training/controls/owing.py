"""What each of some people owes: everything that is asked of them and not done, or to be done again soon."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from ....ground.kernel.moments import Moment
from ....mechanisms.clocks.rules.calendars import HoursNotSet, TermsNotSet
from ..queries.lists import Line, Narrowed, in_states, lines, narrowed
from ..vocabulary import State
from .in_force import Required, required, required_at

OUTSTANDING = (State.LATE, State.GRACE, State.UNDATED, State.WAITING, State.SOON)
"""The most pressing first."""


@dataclass(slots=True)
class Owes:
    """Somebody, and what they owe."""

    person_id: UUID
    things: list[tuple[Required, Line]] = field(default_factory=list)
    """The most pressing first."""


def owed_by(people: Collection[UUID], moment: Moment, control: str = "") -> dict[UUID, Owes]:
    """What each of these people owes, or of one thing that is asked; whoever owes nothing is left out. A few queries
    for each thing that is asked, whatever the number of people."""
    found: dict[UUID, Owes] = {}
    for one in [required_at(control, moment)] if control else required(moment):
        if one.control.kind == "reading" and not one.asked.requirement.edition:
            continue  # nobody can read what nobody has named
        for line in _lines(one, people, moment):
            found.setdefault(line.person_id, Owes(line.person_id)).things.append((one, line))
    for owes in found.values():
        owes.things.sort(key=lambda thing: OUTSTANDING.index(thing[1].state))
    return found


def owing(people: Collection[UUID], moment: Moment, control: str = "") -> frozenset[UUID]:
    """Who of these people owes anything, or this one thing."""
    return frozenset(owed_by(people, moment, control))


def _lines(one: Required, people: Collection[UUID], moment: Moment) -> list[Line]:
    asked = one.asked
    try:
        stood = narrowed(asked.requirement, asked.audience, moment, Narrowed(frozenset(people)))
        return lines(asked.requirement, in_states(stood, OUTSTANDING), stood, moment)
    except (HoursNotSet, TermsNotSet):
        return []
