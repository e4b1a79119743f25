"""What is owed now under a requirement: by whom, on which occasion, from when."""

from collections.abc import Iterator
from datetime import time
from functools import cache

from ....authority.policy.answers import Duty
from ....authority.policy.values.when import When
from ....ground.kernel.moments import Moment, from_london, london_day
from ....mechanisms.clocks.rules.calendars import HoursNotSet, TermsNotSet
from ..rules.requirements import Requirement, owing
from ..vocabulary import State
from .standing import calendars, done_by, standing

ABOUT = "person"
_OUTSTANDING = [State.SOON, State.WAITING, State.GRACE, State.LATE]


def duties_under(asked: Requirement, audience: When, moment: Moment) -> Iterator[Duty]:
    """What everybody in an audience owes who has not done it, or must do it again soon. Each owes it for themselves, so
    no post is named. Where a calendar is missing nothing can be late, and nothing is owed yet."""
    try:
        named = calendars(moment)
        # Many joined or did it on one day, and it is counted once for all of them.
        next_one = cache(lambda since, has: owing(asked, since, dict(has), named))
        done = done_by(None, asked, moment)
        for person, one in standing(asked, audience, moment).items():
            if one.state in _OUTSTANDING:
                found = next_one(london_day(one.began), frozenset(done.get(person, {}).items()))
                if found:
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
