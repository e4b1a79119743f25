"""Withdrawing again, after a restore, what access was withdrawn, and stepping aside again."""

from uuid import UUID

from ...ground.audit.operations import Turn
from ...ground.audit.register import Line
from ...ground.backups.replaying import again
from ...ground.crypto.master import NoMasterKey
from .models import Holding, Party, Recusal
from .operations import end_in_turn, recuse
from .queries import person_tag
from .vocabulary import Circle, HoldingEnded, Recused


@again(HoldingEnded)
def _end_again(t: Turn, line: Line) -> bool:
    holding = Holding.objects.known(t.now).filter(pk=UUID(line.detail["ended"])).first()
    if holding is None:
        return False
    # Under the id it had: a later line may end it anew.
    end_in_turn(t, holding, until=line.effective, id=line.subject)
    return True


@again(Recused, needs_the_key=True)
def _step_aside_again(t: Turn, line: Line) -> bool:
    """Who stepped aside stands there by a keyed tag, so this waits until the master key is back."""
    person = UUID(line.detail["person"])
    kind = Party.objects.filter(thing_id=line.subject).values_list("thing_kind", flat=True).first()
    try:
        tag = person_tag(person)
    except NoMasterKey:
        return False
    if kind is None or Recusal.objects.filter(thing_id=line.subject, tag=tag).exists():
        return False
    circle = next(one for one in Circle if one.stream == line.stream)
    recuse(t, thing_kind=kind, thing_id=line.subject, person_id=person, circle=circle)
    return True
