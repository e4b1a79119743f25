"""What a page about one concern begins with."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from ....authority.access.emergencies import open_to
from ....ground.kernel.refusals import NothingHere
from ....work.casework.models import Action, Decision, Grant, Meeting, Referral
from ....work.casework.queries.granting import granted
from ....work.casework.queries.ladder_end import end_of_ladders
from ....work.casework.queries.seeing import is_theirs, seen_by
from ..around import shared
from ..scope import Visit

__all__ = ["on_concern", "shared"]


def on_concern(
    request: HttpRequest, concern_id: UUID, *, reading: bool = False
) -> tuple[Visit, dict[str, Any]]:
    """As `shared`, for a page about one concern; raises `NothingHere` when this reader may not see it, and, but for
    `reading`, when somebody only let them read it."""
    seen, page = shared(request)
    if seen_by(seen.who, concern_id, seen.moment) is None:
        raise NothingHere
    only = for_a_while(seen, concern_id)
    if "granted" in only and not reading:
        raise NothingHere
    return seen, page | only


def for_a_while(seen: Visit, concern_id: UUID) -> dict[str, Any]:
    """What a page about a concern shows to somebody to whom it is only open for a while: they opened it in an
    emergency, or somebody let them read it. Nothing to everybody else."""
    used = open_to(seen.who.person_id, concern_id, seen.moment)
    given = granted(seen.who.person_id, concern_id, seen.moment)
    if not (used or given) or is_theirs(concern_id, seen.who, seen.moment):
        return {}
    return {"emergency": used, "resort": end_of_ladders(seen.moment)} if used else {"granted": given}


def on_row(
    request: HttpRequest,
    concern_id: UUID,
    model: type[Action | Decision | Grant | Meeting | Referral],
    row_id: UUID,
) -> Visit:
    """The visit to a row of one concern's record; another concern's row is as little there as one that never was."""
    seen, _ = on_concern(request, concern_id)
    if not model.objects.filter(pk=row_id, concern_id=concern_id).exists():
        raise NothingHere
    return seen
