"""What a page about one concern begins with."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from ....ground.kernel.refusals import NothingHere
from ....work.casework.models import Action, Decision
from ....work.casework.queries.seeing import seen_by
from ..around import shared
from ..scope import Visit

__all__ = ["on_concern", "shared"]


def on_concern(request: HttpRequest, concern_id: UUID) -> tuple[Visit, dict[str, Any]]:
    """As `shared`, for a page about one concern; raises `NothingHere` when this reader may not see it."""
    seen, page = shared(request)
    if seen_by(seen.who, concern_id, seen.moment) is None:
        raise NothingHere
    return seen, page


def on_row(
    request: HttpRequest, concern_id: UUID, model: type[Action] | type[Decision], row_id: UUID
) -> Visit:
    """The visit to a row of one concern's record; another concern's row is as little there as one that never was."""
    seen, _ = on_concern(request, concern_id)
    if not model.objects.filter(pk=row_id, concern_id=concern_id).exists():
        raise NothingHere
    return seen
