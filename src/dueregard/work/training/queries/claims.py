"""What people say they did: what waits to be seen, and what became of one's own."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from ....ground.kernel.moments import Moment
from ..models import Claim
from ..vocabulary import Answer


def waiting(moment: Moment) -> QuerySet[Claim]:
    """What waits to be seen, the longest waiting first."""
    rows: QuerySet[Claim] = Claim.objects.known(moment.known_at).filter(answer="")
    return rows.order_by("recorded_at", "pk")


def claims_of(rows: Collection[UUID], moment: Moment) -> list[Claim]:
    """What a person said, by any of their rows in the directory, and that does not count: it waits, or was turned down;
    the latest first."""
    found: QuerySet[Claim] = Claim.objects.known(moment.known_at).filter(person_id__in=rows)
    return list(found.exclude(answer=Answer.SEEN).order_by("-recorded_at", "-pk"))
