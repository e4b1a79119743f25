"""Withdrawing again, after a restore, what access was withdrawn."""

from uuid import UUID

from ...ground.audit.operations import Turn
from ...ground.audit.register import Line
from ...ground.backups.replaying import again
from .models import Holding
from .operations import end_in_turn
from .vocabulary import HoldingEnded


@again(HoldingEnded)
def _end_again(t: Turn, line: Line) -> bool:
    holding = Holding.objects.known(t.now).filter(pk=UUID(line.detail["ended"])).first()
    if holding is None:
        return False
    # Under the id it had: a later line may end it anew.
    end_in_turn(t, holding, until=line.effective, id=line.subject)
    return True
