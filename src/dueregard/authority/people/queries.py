"""How people stand at a moment."""

from collections.abc import Collection, Iterable
from uuid import UUID

from ...ground.kernel.moments import Moment
from .models import Span
from .vocabulary import WORKS_HERE, Standing


def spans_of(person_ids: Iterable[UUID], moment: Moment) -> dict[UUID, list[Span]]:
    """Each person's spans in force at the moment, in one query."""
    found: dict[UUID, list[Span]] = {}
    for span in Span.objects.holding(moment).filter(person_id__in=set(person_ids)).order_by("since"):
        found.setdefault(span.person_id, []).append(span)
    return found


def works_here(person_ids: Collection[UUID], moment: Moment) -> bool:
    """Whether any of these people works for or under the provider at the moment."""
    return any(
        Standing(span.standing) in WORKS_HERE
        for spans in spans_of(person_ids, moment).values()
        for span in spans
    )
