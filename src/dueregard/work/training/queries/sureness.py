"""Sessions about which people said how sure they feel, before and after."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Count

from ....authority.policy.queries import in_force
from ....ground.kernel.moments import Moment, london_day
from ..models import Completion, SureTally
from ..rules.sureness import ENOUGH, Session
from ..vocabulary import DONE, Side, Sure, SureOf

_LOOKS_BACK = timedelta(days=365)


def courses_asked_of(moment: Moment) -> frozenset[str]:
    """The courses before and after which the policies in force have people asked."""
    return frozenset(course for one in in_force("confidence", moment) for course in one.block.courses)


def sessions_of(courses: Collection[str], moment: Moment) -> list[Session]:
    """What people said of these courses in the year before the day of the moment, the latest session first.

    The day itself is left out: while people still answer, two looks at the same figures would tell what somebody
    answered between them. What was known is what was answered, because nobody answers on a later day.
    """
    found: dict[tuple[date, str], dict[tuple[Side, SureOf, Sure], int]] = {}
    rows = SureTally.objects.filter(course__in=courses, **_in_the_year("held_on", moment))
    for row in rows:
        answer = Side(row.side), SureOf(row.of), Sure(row.sure)
        found.setdefault((row.held_on, row.course), {})[answer] = row.people
    return [Session(course, day, found[day, course]) for day, course in sorted(found, reverse=True)]


def held(courses: Collection[str], moment: Moment) -> set[tuple[str, date]]:
    """Courses and days of the year before on which more than five people did one together, as their records say."""
    rows = Completion.objects.known(moment.known_at).filter(
        course__in=courses, result__in=sorted(DONE), **_in_the_year("done_on", moment)
    )
    days = rows.order_by().values_list("course", "done_on").annotate(people=Count("person", distinct=True))
    return {(course, day) for course, day, people in days if people >= ENOUGH}


def _in_the_year(column: str, moment: Moment) -> dict[str, date]:
    day = min(london_day(moment.as_at), london_day(moment.known_at))
    return {f"{column}__gte": day - _LOOKS_BACK, f"{column}__lt": day}
