"""What somebody read, for those who may see the same concerns themselves."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from ....authority.access import queries as access
from ....authority.access.vocabulary import Circle
from ....ground.audit.models import Entry
from ....ground.audit.vocabulary import Read
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import Moment
from ..models import Concern

_PERSON = "person:"


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody opened a concern."""

    at: datetime
    concern_id: UUID
    reference: str


def readings(
    people: Collection[UUID],
    who: access.Reader,
    moment: Moment,
    *,
    since: datetime,
    until: datetime,
    circle: Circle,
) -> tuple[Reading, ...]:
    """What any of these people opened in a time, of the concerns of one circle that `who` may open today; the latest
    first. What `who` may not open is not among them."""
    found = list(_entries(people, since, until, circle).order_by("-seq").values_list("at", "subject_id"))
    concerns = Concern.objects.filter(pk__in={concern for _at, concern in found})
    seen = access.visible(concerns, who, moment, circle=circle)
    known = dict(seen.values_list("pk", "reference"))
    return tuple(Reading(at, concern, known[concern]) for at, concern in found if concern in known)


@dataclass(frozen=True, slots=True)
class Looked:
    """Somebody who opened a record: how often, and when last."""

    person_id: UUID
    times: int
    last: datetime


def who_looked(concern_id: UUID, *, together: "QuerySet[Any] | None" = None) -> tuple[Looked, ...]:
    """Everybody here to whom this record was shown, the latest first: for those who handle it. Of one that was
    restricted since, those before that too. `together`: things by which many records were read at once, an export say:
    their entries name each of these."""
    about = Q(subject_id=concern_id)
    if together is not None:
        about |= Q(subject_id__in=together.values("pk"), detail__contains=str(concern_id))
    rows = Entry.objects.filter(about, verb=Read.name, actor__startswith=_PERSON).order_by()
    counted = rows.values_list("actor").annotate(times=Count("pk"), last=Max("at"))
    found = (Looked(UUID(actor.removeprefix(_PERSON)), times, last) for actor, times, last in counted)
    return tuple(sorted(found, key=lambda one: one.last, reverse=True))


def times_opened(people: Collection[UUID], *, since: datetime, until: datetime) -> int:
    """How often any of these people opened a concern that is not restricted: the same figure for everybody."""
    return _entries(people, since, until, Circle.OPEN).count()


def _entries(people: Collection[UUID], since: datetime, until: datetime, circle: Circle) -> QuerySet[Entry]:
    actors = [Actor.person(person).written for person in people]
    rows: QuerySet[Entry] = Entry.objects.filter(stream=circle.stream, verb=Read.name, actor__in=actors)
    return rows.filter(at__gte=since, at__lt=until)
