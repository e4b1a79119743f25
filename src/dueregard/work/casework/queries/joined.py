"""Which concerns are one matter, as far as a reader may see each of them."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from ....authority.access import queries as access
from ....ground.kernel.moments import Moment
from ..models import Concern, JoinedConcern
from ..vocabulary import State


def joinings(concerns: Iterable[UUID], moment: Moment) -> "QuerySet[JoinedConcern]":
    """The joinings that stand, as known at the moment, of any of these concerns; not cut to what a reader may see."""
    ids = set(concerns)
    rows: QuerySet[JoinedConcern] = JoinedConcern.objects.known(moment.known_at)
    return rows.filter(Q(one__in=ids) | Q(other__in=ids), parted=False).order_by("recorded_at", "id")


def matter_of(
    concern_id: UUID, who: access.Reader, today: Moment, moment: Moment | None = None
) -> tuple[UUID, ...]:
    """The concern and every other it is one matter with, as known at `moment`, itself first.

    A chain of joinings is followed only through concerns this reader may see today: what they may not see joins nothing
    for them, so that nobody can tell what lies between. `concern_id` is one the reader may see.
    """
    found: dict[UUID, None] = {concern_id: None}
    edge = {concern_id}
    while edge:
        pairs = joinings(edge, moment or today).values_list("one_id", "other_id")
        near = {end for pair in pairs for end in pair} - set(found)
        kept = Concern.objects.filter(pk__in=near).exclude(state=State.DISPOSED)
        seen = access.visible(kept, who, today)
        edge = set(seen.values_list("pk", flat=True)) if near else set()
        found |= dict.fromkeys(sorted(edge))
    return tuple(found)
