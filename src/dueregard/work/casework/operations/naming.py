"""Taking up another concern by the reference somebody typed."""

from ....authority.access import queries as access
from ....authority.access.powers import powers_in_force
from ....ground.audit.operations import Turn
from ....ground.kernel.refusals import BadInput, NothingHere
from ..models import Concern
from ..rules.receipts import tidy
from .handling import WRITES_THE_RECORD, Hand, take_hand


def by_reference(t: Turn, reference: str) -> Hand:
    """The concern with this reference, for somebody who may write on it.

    Raises `BadInput` for every other reference alike: one that is nobody's, another provider's, or of a concern that
    the actor may not see.
    """
    if t.actor.person_id is None:
        raise NothingHere
    moment = t.moment
    who = access.reader(t.actor.person_id, powers_in_force(moment), moment)
    named = Concern.objects.filter(reference=tidy(reference))
    found = access.visible(named, who, moment).values_list("pk", flat=True).first()
    if found is None:
        raise BadInput(
            "You can open no concern with this reference. Check it letter by letter.", field="reference"
        )
    return take_hand(t, found, *WRITES_THE_RECORD)


def ask_why(reason: str) -> None:
    """Refuse an act that needs a reason and has none."""
    if not reason.strip():
        raise BadInput("Say why, in a sentence.", field="reason")
