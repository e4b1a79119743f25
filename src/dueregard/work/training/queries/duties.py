"""What is owed now under a requirement: by whom, on which occasion, from when."""

from collections.abc import Iterator
from datetime import time
from uuid import UUID

from ....authority.policy.answers import Duty
from ....authority.policy.values.when import When
from ....ground.kernel.moments import Moment, from_london, london_day
from ....mechanisms.clocks.rules.calendars import HoursNotSet, TermsNotSet
from ..rules.requirements import Requirement, owing
from ..vocabulary import State
from .standing import calendar_of, done_by, standing

ABOUT = "person"
_OUTSTANDING = [State.SOON, State.WAITING, State.GRACE, State.LATE]
_AT_ONCE = 500


def duties_under(asked: Requirement, audience: When, moment: Moment) -> Iterator[Duty]:
    """What everybody in an audience owes who has not done it, or must do it again soon. Each owes it for themselves, so
    no post is named. Where a calendar is missing nothing can be late, and nothing is owed yet."""
    try:
        calendar = calendar_of(asked, moment)
        rows = standing(asked, audience, moment).filter(state__in=_OUTSTANDING).order_by("pk")
        began = {row["pk"]: london_day(row["began"]) for row in rows.values("pk", "began")}
        for people in _some(list(began)):
            done = done_by(people, [asked], moment)
            for person in people:
                has = done.get((asked.address, person), {})
                if found := owing(asked, began[person], has, calendar):
                    yield Duty(
                        ABOUT,
                        person,
                        found.occasion,
                        owes=None,
                        since=from_london(found.since, time()),
                        limit=found.limit,
                        remind=(asked.remind.span,) if asked.remind else (),
                    )
    except (HoursNotSet, TermsNotSet):
        return


def _some(people: list[UUID]) -> Iterator[list[UUID]]:
    for first in range(0, len(people), _AT_ONCE):
        yield people[first : first + _AT_ONCE]
