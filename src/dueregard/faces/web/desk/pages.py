"""What a page about one concern begins with."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from ....authority.access.queries import visible
from ....ground.kernel.refusals import NothingHere
from ....work.casework.models import Concern
from ..around import shared
from ..scope import Visit

__all__ = ["on_concern", "shared"]


def on_concern(request: HttpRequest, concern_id: UUID) -> tuple[Visit, dict[str, Any]]:
    """As `shared`, for a page about one concern; raises `NothingHere` when this reader may not see it."""
    seen, page = shared(request)
    if not visible(Concern.objects.filter(pk=concern_id), seen.who, seen.moment).exists():
        raise NothingHere
    return seen, page
