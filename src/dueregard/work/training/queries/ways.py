"""In which ways courses were given."""

from collections.abc import Collection, Mapping
from datetime import timedelta

from ....ground.kernel import bulk
from ....ground.kernel.moments import Moment, london_day
from ..models import Completion
from ..vocabulary import DONE, Mode

_LOOKS_BACK = timedelta(days=365)


def ways_of_giving(
    asked: Mapping[str, Collection[Mode]], moment: Moment
) -> dict[str, frozenset[Mode | None]]:
    """Of each of these courses that somebody took in the last year, in which of the ways asked about it was given;
    None stands for any."""
    day = london_day(moment.as_at)
    rows = Completion.objects.known(moment.known_at).filter(
        result__in=sorted(DONE), done_on__gt=day - _LOOKS_BACK, done_on__lte=day
    )
    # The first row of each answers; a provider has a hundred thousand of some.
    each = [(course, mode) for course, modes in asked.items() for mode in (None, *modes)]
    parts = [
        rows.filter(course=course, **({"mode": mode} if mode else {})).order_by()[:1] for course, mode in each
    ]
    found: dict[str, frozenset[Mode | None]] = {}
    for place, _ in bulk.read_each(parts, ("id",)):
        course, mode = each[place]
        found[course] = found.get(course, frozenset()) | {mode}
    return found
