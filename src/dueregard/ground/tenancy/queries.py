"""What the provider in scope has been through."""

from datetime import UTC, datetime

from ..kernel import scope
from ..kernel.moments import Moment
from .models import Loss, Site

_EVER = datetime.max.replace(tzinfo=UTC)


def shut_before() -> datetime | None:
    """Up to when what was written is shut to everybody, because the keys were lost; None when they never were.

    Asked of no moment: which keys there are is of today, whichever day a page looks at.
    """
    return max((row.recorded_at for row in Loss.known_at(_EVER)), default=None)


@scope.remembered
def sites_open(moment: Moment) -> tuple[Site, ...]:
    """The sites of the provider in scope at the moment, by name."""
    return tuple(Site.objects.holding(moment).order_by("name"))
