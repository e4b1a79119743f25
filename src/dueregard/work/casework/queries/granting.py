"""Who may read a matter for a while."""

from collections.abc import Collection
from uuid import UUID

from ....authority.access import queries as access
from ....ground.kernel.moments import Moment
from ..models import Grant


def grants_of(concern_id: UUID, moment: Moment) -> tuple[Grant, ...]:
    """Whom a matter is shown to now, the oldest first."""
    rows = Grant.objects.filter(concern_id=concern_id).known(moment.known_at)
    return tuple(rows.filter(until__gt=moment.as_at).order_by("recorded_at", "id"))


def granted(person_id: UUID, concern_id: UUID, moment: Moment) -> Grant | None:
    """What lets somebody read a matter now, if anything does."""
    own = access.rows_of(person_id, moment)
    return next((one for one in grants_of(concern_id, moment) if one.person_id in own), None)


def shown_to(who: access.Reader, moment: Moment) -> tuple[Grant, ...]:
    """What is shown to this reader now, the newest first: nothing of a matter they are kept out of by now."""
    own: Collection[UUID] = access.rows_of(who.person_id, moment)
    rows = Grant.objects.known(moment.known_at).filter(person_id__in=own, until__gt=moment.as_at)
    found = rows.select_related("concern").order_by("-recorded_at", "id")
    return tuple(one for one in found if not access.is_walled(one.concern_id, who, moment))
