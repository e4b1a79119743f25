"""The pages of whoever looks after everybody's training: they write, and others look."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from .....authority.access.vocabulary import Capability
from .....authority.identity.models import PersonDetails
from .....authority.identity.queries import details
from .....ground.kernel.refusals import NothingHere
from ...scope import Visit
from ..pages import shared


def keeps_training(seen: Visit) -> None:
    """Refuse whoever does not look after everybody's training: a manager looks, and writes nothing down."""
    seen.who.may(Capability.MANAGE_REGISTERS).enforce(
        who_can_help="Whoever looks after training here writes it down. Tell them what is missing or wrong."
    )


def keeper_about(request: HttpRequest, person_id: UUID) -> tuple[Visit, dict[str, Any], PersonDetails]:
    """The visit of somebody who looks after training to a page about one person. Raises `NotPermitted`, and
    `NothingHere` for somebody who is not in the directory."""
    seen, page = shared(request, "training")
    keeps_training(seen)
    known = details([person_id], seen.moment).get(person_id)
    if known is None:
        raise NothingHere
    return seen, page, known
