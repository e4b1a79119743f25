"""What the kinds that ask something of everybody in an audience have in common: figures given, and a reading."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ....authority.identity.queries import aliases
from ....authority.people.audiences import belongs
from ....authority.policy.answers import Basis, Count, InForce, Reading, Status
from ....authority.policy.queries import lookup
from ....authority.policy.values.figure import Given
from ....authority.policy.values.resolve import resolve
from ....authority.policy.values.time import Rule, Span, Time
from ....authority.policy.values.when import When
from ....ground.kernel.moments import Moment, london_day
from ....mechanisms.clocks.rules.calendars import HoursNotSet, TermsNotSet
from ..queries.standing import Turned, calendars, done_by, exempted, figures, turned
from ..rules.requirements import Requirement, cuts
from ..vocabulary import State


@dataclass(frozen=True, slots=True)
class Asked:
    """A requirement with its audience."""

    requirement: Requirement
    audience: When
    unset: tuple[str, ...] = ()
    """Keys of figures that the policy names and nobody has given."""


@dataclass(frozen=True, slots=True)
class Times:
    """The times of a control."""

    values: Mapping[str, Time | None]
    unset: tuple[str, ...]

    def reminder(self, span: Span | None) -> Time | None:
        """A reminder as a time."""
        return Time(span, Rule.WITHIN) if span else None


def given(control: InForce[Any], moment: Moment, *keys: str) -> Times:
    """What each of these figures of a control comes to."""
    values: dict[str, Time | None] = {}
    unset = []
    for key in keys:
        figure = getattr(control.block, key)
        if figure is None:
            values[key] = None
            continue
        found = resolve(figure, {}, lookup(moment), f"{control.address}.{key}")
        values[key] = found.value
        if found.value is None and found.given is not Given.NONE:
            unset.append(key)
    return Times(values, tuple(unset))


def those_asked(asked: Asked, person_ids: Collection[UUID], moment: Moment) -> list[UUID]:
    """Those of these people of whom it is asked, by any of their rows in the directory; whoever is exempt is not."""
    rows = {person: aliases(person, moment) for person in person_ids}
    meant = belongs(frozenset().union(*rows.values()), asked.audience, moment)
    address = asked.requirement.address
    free = exempted([address], moment).get(address, frozenset())
    return [person for person, own in rows.items() if own & meant and not own & free]


def lacking_of(asked: Asked, person_ids: Collection[UUID], moment: Moment) -> dict[UUID, tuple[str, ...]]:
    """Which of these people has not done what is asked of them, or not lately enough; whom it does not ask, and who is
    exempt, lacks nothing. A figure nobody gave, or a calendar, lacks nothing but itself."""
    one = asked.requirement
    people = those_asked(asked, person_ids, moment)
    done = done_by(people, one, moment)
    since = cuts(one, london_day(moment.as_at), calendars(moment)).counts_since
    found: dict[UUID, tuple[str, ...]] = {}
    for person in people:
        has = {course for course, day in done.get(person, {}).items() if not since or day >= since}
        missing = tuple(course for course in one.courses if course not in has)
        if missing and not (one.any_one and has):
            found[person] = missing
    return found


def readings_of(each: Sequence[Asked], moment: Moment) -> list[Reading]:
    """How each audience stands to what it must have done: as many questions for several as for one."""
    found: dict[int, Reading] = {}
    ready: dict[int, Turned] = {}
    for at, asked in enumerate(each):
        try:
            ready[at] = turned(asked.requirement, asked.audience, moment)
        except (HoursNotSet, TermsNotSet) as missing:
            found[at] = Reading(Status.NOT_SET, missing.sentence)
    counted = zip(ready, figures(list(ready.values()), moment), strict=True)
    found |= {at: reading_from(states, each[at], basis) for at, (states, basis) in counted}
    return [found[at] for at in range(len(each))]


def reading_from(found: Mapping[State, int], asked: Asked, basis: Basis | None) -> Reading:
    """The same of figures that are known already."""
    of = sum(found.values())
    if not of:
        return Reading(Status.NO_OCCASION, "nobody here belongs to those it asks")
    kept = found.get(State.KEPT, 0) + found.get(State.SOON, 0)
    count = Count(kept, of, "people")
    if late := found.get(State.LATE, 0):
        return Reading(Status.NOT_MET, f"{late} of {of} overdue", basis, count)
    if grace := found.get(State.GRACE, 0):
        return Reading(Status.AT_RISK, f"{grace} of {of} late, within the days of grace", basis, count)
    if asked.unset or found.get(State.UNDATED):
        said = f"{kept} of {of} have done it, and no time is given by when or how often"
        return Reading(Status.NOT_SET if asked.unset else Status.AT_RISK, said, basis, count)
    if waiting := found.get(State.WAITING, 0):
        said = f"{waiting} of {of} still have time"
        return Reading(Status.MET if kept else Status.NOT_YET_DUE, said, basis, count)
    soon = found.get(State.SOON, 0)
    return Reading(
        Status.MET, f"all have done it{f', {soon} of them again soon' if soon else ''}", basis, count
    )
