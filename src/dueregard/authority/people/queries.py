"""How people stand at a moment."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery

from ...ground.kernel.moments import Moment, london_day
from ..identity.models import PersonDetails
from .models import Intake, Number, Span
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


def birthday(moment: Moment) -> Subquery:
    """The date of birth held of the person a row names by `person_id`, as a column of a question about many."""
    rows: QuerySet[PersonDetails] = PersonDetails.objects.known(moment.known_at)
    return Subquery(rows.filter(person_id=OuterRef("person_id")).values("date_of_birth")[:1])


def birthdays_of_learners(moment: Moment) -> list[tuple[date | None, date, int]]:
    """How many learners here have each date of birth, None for not known, on the day of the moment. In one query."""
    rows = Span.objects.holding(moment).filter(standing=Standing.LEARNER).order_by()
    day = london_day(moment.as_at)
    counted = rows.annotate(born=birthday(moment)).values_list("born")
    return [(born, day, number) for born, number in counted.annotate(n=Count("person_id", distinct=True))]


@dataclass(frozen=True, slots=True)
class HeldNumber:
    """A number somebody is known by, and where it came from."""

    scheme: str
    number: str
    file: str
    """The kind of file that brought it; empty where it was written down by hand."""
    came_at: datetime


def numbers_of(person_id: UUID, moment: Moment) -> list[HeldNumber]:
    """The numbers somebody is known by, as they came."""
    rows = list(
        Number.objects.known(moment.known_at).filter(person_id=person_id).order_by("recorded_at", "id")
    )
    files = dict(Intake.objects.filter(pk__in={row.batch_id for row in rows}).values_list("id", "kind"))
    return [HeldNumber(row.scheme, row.number, files.get(row.batch_id, ""), row.recorded_at) for row in rows]
