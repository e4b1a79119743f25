"""Whether something of no concern was disposed of, asked before anything is added to it."""

from uuid import UUID

from ....ground.kernel.refusals import OutOfTurn
from ..models import LooseDisposal


def check_still_there(thing_id: UUID) -> None:
    """Refuse to add to what was disposed of. Raises `OutOfTurn`."""
    if LooseDisposal.objects.filter(thing_id=thing_id).exists():
        raise OutOfTurn(
            "This ended long ago and is not kept any more, so nothing can be added to it.",
            who_can_help="Begin anew: what you write then is looked after as new.",
        )
