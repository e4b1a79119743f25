"""What it rests on that people did what they must, and in which ways they did it."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from ....authority.identity.queries import several_rows
from ....authority.people.audiences import spans_of_audience
from ....authority.people.models import Span
from ....authority.policy.answers import Basis
from ....ground.kernel import bulk
from ....ground.kernel.moments import Moment, london_day
from ..models import Completion
from ..vocabulary import DONE
from .standing import Turned, counting

_LOOKS_BACK = timedelta(days=365)


def weakest_basis(each: Sequence[Turned], moment: Moment) -> list[Basis | None]:
    """The weakest thing that what each audience did rests on; None when they did nothing."""
    audiences = list(dict.fromkeys(one.audience for one in each))
    spans = [spans_of_audience(one, moment) for one in audiences]
    those = dict(zip(audiences, zip(spans, also(spans, moment), strict=True), strict=True))
    done = [_by(*those[one.audience], counting(one.asked, moment)) for one in each]
    found: list[set[Basis]] = [set() for _ in each]
    for place, basis in bulk.read_each(done, ("basis",)):
        found[place].add(Basis(basis))
    return [max(bases, key=list(Basis).index, default=None) for bases in found]


def ways_of_giving(courses: Collection[str], moment: Moment) -> dict[str, frozenset[str]]:
    """In which ways each of these courses was given in the last year; of one that nobody took, nothing."""
    day = london_day(moment.as_at)
    rows = Completion.objects.known(moment.known_at).filter(
        course__in=sorted(courses), result__in=sorted(DONE), done_on__gt=day - _LOOKS_BACK, done_on__lte=day
    )
    found: dict[str, frozenset[str]] = {}
    for course, mode in rows.order_by().values_list("course", "mode").distinct():
        found[course] = found.get(course, frozenset()) | {mode}
    return found


def _by(spans: QuerySet[Span], twice: frozenset[UUID], done: QuerySet[Completion]) -> QuerySet[Completion]:
    people = Q(person_id__in=spans.order_by().values("person_id")) | Q(person_id__in=twice)
    return done.filter(people).order_by().distinct()


def also(each: Sequence[QuerySet[Span]], moment: Moment) -> list[frozenset[UUID]]:
    """Of each of some ways of standing here: every row of whoever has several in the directory, and stands so by any of
    them."""
    several = several_rows(moment)
    found: list[frozenset[UUID]] = [frozenset() for _ in each]
    if several:
        asked = [spans.filter(person_id__among=several).order_by() for spans in each]
        for place, person in bulk.read_each(asked, ("person_id",)):
            found[place] |= several[person]
    return found
