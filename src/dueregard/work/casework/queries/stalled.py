"""Concerns in which nothing has moved for a while, for one reader and one circle."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from ....authority.access import queries as access
from ....authority.access.vocabulary import Circle
from ....ground.kernel.moments import Moment
from ..models import Concern
from ..vocabulary import UNFINISHED
from .desk import PAGE, Lines, lines_of

STILL_FOR = timedelta(days=14)


def stalled(who: access.Reader, moment: Moment, circle: Circle, *, after: str = "") -> Lines:
    """Unfinished concerns this reader may see in which nothing has moved for 14 days, the longest still first.

    Raises `ValueError` for an `after` that no page gave.
    """
    rows = access.visible(Concern.objects.all(), who, moment, circle=circle).filter(
        state__in=UNFINISHED, moved_at__lte=moment.as_at - STILL_FOR
    )
    if after:
        moved, _, last = after.partition("~")
        at = datetime.fromisoformat(moved)
        rows = rows.filter(Q(moved_at__gt=at) | Q(moved_at=at, id__gt=UUID(last)))
    found = lines_of(rows.order_by("moved_at", "id")[: PAGE + 1])
    lines = found[:PAGE]
    return Lines(lines, f"{lines[-1].moved_at.isoformat()}~{lines[-1].id}" if len(found) > PAGE else None)
