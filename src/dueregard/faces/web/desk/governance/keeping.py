"""Who reads and who writes policies on their way, and one form of these pages: tried, and shown again with nothing
lost."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from .....authority.access.vocabulary import Capability
from .....ground.kernel.refusals import NothingHere, NotPermitted
from .....work.governance.queries.drafts import DraftStands, draft
from .....work.governance.queries.waiting import has_a_say
from ...scope import Visit
from ..pages import shared

WHO_CAN_HELP = "Whoever adopts policies here can do this, or give you the post that does."


def writes(seen: Visit) -> bool:
    """Whether somebody writes policies, publishes them and says that they were looked at."""
    return Capability.ADOPT_POLICY in seen.who.capabilities


def keeper(request: HttpRequest) -> tuple[Visit, dict[str, Any]]:
    """The visit of somebody who writes policies. Raises `NotPermitted`."""
    seen, page = shared(request, "policies")
    seen.who.may(Capability.ADOPT_POLICY).enforce(who_can_help=WHO_CAN_HELP)
    return seen, page | {"writes": True}


def on_draft(request: HttpRequest, begun: UUID) -> tuple[Visit, dict[str, Any], DraftStands]:
    """The visit of somebody who may read a draft: they write policies, or a post of theirs is named in the steps by
    which it is signed. Everybody else is refused, whether or not there is such a draft."""
    seen, page = shared(request, "policies")
    found = draft(begun, seen.moment)
    if not writes(seen) and not (found and has_a_say(found, seen.who.roles)):
        raise NotPermitted(
            "A policy on its way is read by whoever writes policies and whoever is asked to sign it.",
            who_can_help="Whoever adopts policies here can show it to you.",
        )
    if found is None:
        raise NothingHere
    return seen, page | {"found": found, "writes": writes(seen)}, found


def keeper_on_draft(request: HttpRequest, begun: UUID) -> tuple[Visit, dict[str, Any], DraftStands]:
    """As `on_draft`, for whoever writes policies."""
    seen, page, found = on_draft(request, begun)
    seen.who.may(Capability.ADOPT_POLICY).enforce(who_can_help=WHO_CAN_HELP)
    return seen, page, found
