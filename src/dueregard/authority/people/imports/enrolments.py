"""Since when and where a learner learns, from the deliveries and employers of an ILR.

The deliveries of one programme are one enrolment: from the first to begin until the last has ended. Who delivers them
for us (PartnerUKPRN) and who employs the learner meanwhile (EmpId) each make a stay of their own, so that a learner may
have several employers, one after another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from ...identity.vocabulary import OrganisationKind
from ..vocabulary import Standing
from . import checks
from .numbers import is_employer_id, is_ukprn
from .rows import Gives, Loss, Outfit, Problem, Stay

_STARTS, _ENDS = "LearnStartDate", "LearnActEndDate"
DELIVERY = frozenset({_STARTS, _ENDS, "ProgType", "StdCode", "PartnerUKPRN"})
JOB = frozenset({"EmpId", "DateEmpStatApp"})
_DAY = timedelta(days=1)
Said = Mapping[str, str]
"""The texts of one element, by name."""


@dataclass(slots=True)
class _Enrolment:
    """Deliveries of one programme by one deliverer, taken together."""

    since: date
    last_day: date | None
    """The latest end so far; None while one goes on."""


@dataclass(slots=True)
class _Reading:
    """Where we are in the file, and what is found wrong there."""

    row: int
    problems: list[Problem] = field(default_factory=list)

    def say(self, column: str, message: str, loses: Loss = Loss.VALUE) -> None:
        self.problems.append(Problem(self.row, column, message, loses))


def of(
    deliveries: Sequence[Said],
    jobs: Sequence[Said],
    row: int,
    today: date,
    problems: list[Problem],
) -> tuple[Stay, ...]:
    """A learner's stays; what is wrong is added to `problems`."""
    reading = _Reading(row, problems)
    enrolments: dict[tuple[str, str], _Enrolment] = {}
    for delivery in deliveries:
        _gather(reading, delivery, enrolments)
    employers = _employers(reading, jobs)
    stays = tuple(
        stay
        for (programme, partner), enrolment in enrolments.items()
        for stay in _stays(programme, partner, enrolment, employers)
    )
    if not deliveries:
        message = "This learner has no learning delivery, so is not enrolled by this file."
        reading.say("LearningDelivery", message, Loss.NOTHING)
    for stay in stays:
        problems += checks.judge_stay(row, (_STARTS, _ENDS), stay, today)
    return stays


def day(text: str, row: int, column: str, problems: list[Problem]) -> date | None:
    """A day of an ILR; None, and a problem, for what is none."""
    found = _day(text)
    if found is None:
        message = "There is no such day. An ILR writes days like 2026-02-28."
        problems.append(Problem(row, column, message, Loss.ROW))
    return found


@lru_cache(maxsize=4096)
def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])  # a time zone may follow (xs:date)
    except ValueError:
        return None


def _gather(reading: _Reading, said: Said, enrolments: dict[tuple[str, str], _Enrolment]) -> None:
    since = day(said.get(_STARTS, ""), reading.row, _STARTS, reading.problems)
    if since is None:
        return
    ends = said.get(_ENDS)
    last_day = day(ends, reading.row, _ENDS, reading.problems) if ends else None
    partner = said.get("PartnerUKPRN", "")
    if partner and not is_ukprn(partner):
        reading.say("PartnerUKPRN", "This is not a UKPRN: eight digits. Who delivers was left out.")
        partner = ""
    place = (_programme(said), partner)
    there = enrolments.get(place)
    if there is None:
        enrolments[place] = _Enrolment(since, last_day)
        return
    there.since = min(there.since, since)
    there.last_day = max(there.last_day, last_day) if there.last_day and last_day else None


def _programme(said: Said) -> str:
    if standard := said.get("StdCode"):
        return f"standard-{standard[:5]}"
    return f"programme-type-{said['ProgType'][:2]}" if said.get("ProgType") else ""


def _employers(reading: _Reading, jobs: Sequence[Said]) -> list[tuple[date, str]]:
    """From which day which employer, oldest first; an empty number where there is none."""
    found = []
    for said in jobs:
        since = day(said.get("DateEmpStatApp", ""), reading.row, "DateEmpStatApp", reading.problems)
        employer = said.get("EmpId", "")
        if employer and not is_employer_id(employer):
            reading.say("EmpId", "This is not the number of an employer: nine digits. It was left out.")
            employer = ""
        if since is not None:
            found.append((since, employer))
    return sorted(found)


def _stays(
    programme: str, partner: str, enrolment: _Enrolment, employers: Sequence[tuple[date, str]]
) -> list[Stay]:
    """One stay for who delivers, one for each employer meanwhile; one with neither where there is neither."""
    since, last_day = enrolment.since, enrolment.last_day
    stays = []
    if partner:
        by = Outfit(OrganisationKind.SUBCONTRACTOR, Gives.UKPRN, partner)
        stays.append(Stay(Standing.LEARNER, since, last_day, outfit=by, programme=programme))
    for n, (begins, employer) in enumerate(employers):
        next_begins = employers[n + 1][0] if n + 1 < len(employers) else None
        until = _earlier(last_day, next_begins - _DAY if next_begins else None)
        began = max(begins, since)
        if employer and (until is None or began <= until):
            at = Outfit(OrganisationKind.EMPLOYER, Gives.EMPLOYER_ID, employer)
            stays.append(Stay(Standing.LEARNER, began, until, outfit=at, programme=programme))
    return stays or [Stay(Standing.LEARNER, since, last_day, programme=programme)]


def _earlier(one: date | None, other: date | None) -> date | None:
    return min(one, other) if one and other else one or other
