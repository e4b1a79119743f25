"""How long the names of those who were not chosen are kept, and whose time is over."""

from collections.abc import Iterator
from datetime import date, time

from ....authority.policy.queries import in_force, lookup
from ....authority.policy.values.resolve import resolve
from ....authority.policy.values.time import Time
from ....ground.kernel.moments import Moment, from_london, london_day
from ....mechanisms.clocks.queries.calendars import calendar
from ....mechanisms.clocks.rules.calendars import HoursNotSet, TermsNotSet
from ....mechanisms.clocks.rules.measures import due
from ..models import Candidate
from ..queries.vacancies import OfVacancy
from ..recruiting import Chosen

_NOON = time(12)


def kept_until(one: OfVacancy, candidate: Candidate, moment: Moment) -> date | None:
    """The last day on which a name and its reasons are kept: the soonest that a policy in force gives. None for whoever
    was chosen or still waits, and where no policy gives a time."""
    decision = one.decisions.get(candidate.id)
    if decision is None or decision.outcome == Chosen.CHOSEN:
        return None
    return min(_ends(decision.decided_on, moment), default=None)


def whose_time_is_over(one: OfVacancy, moment: Moment) -> list[Candidate]:
    """Of whom the name is still kept, and is to be kept no longer."""
    today = london_day(moment.as_at)
    return [
        candidate
        for candidate in one.candidates
        if candidate.key.wrapped is not None
        and (until := kept_until(one, candidate, moment)) is not None
        and until < today
    ]


def _ends(decided_on: date, moment: Moment) -> Iterator[date]:
    for control in in_force("recruitment", moment):
        figure = control.block.keep
        limit: Time | None = (
            resolve(figure, {}, lookup(moment), f"{control.address}.keep").value if figure else None
        )
        if limit is not None:
            days = calendar(moment, name=limit.calendar or "")
            try:
                yield london_day(
                    due(from_london(decided_on, _NOON), limit.span, limit.rule, days, limit.roll)
                )
            except (HoursNotSet, TermsNotSet):
                continue
