"""Who may write down what is recorded of people here: whoever holds a post for it, and nobody in their own favour."""

from collections.abc import Collection
from uuid import UUID

from ....authority.access.powers import powers_in_force
from ....authority.access.queries import Reader, reader, rows_of
from ....authority.access.vocabulary import Capability
from ....ground.audit.operations import Turn
from ....ground.kernel.actors import ActorKind
from ....ground.kernel.refusals import NothingHere
from ....ground.kernel.rulings import deny

_ASK = "Whoever looks after training here writes it down. Tell them what is missing or wrong."


def keeper(t: Turn, capability: Capability, *, ask: str = _ASK) -> Reader | None:
    """Whoever writes, holding a post that may; None for a process of ours, which people set going. Raises
    `NotPermitted`."""
    if t.actor.kind is ActorKind.SYSTEM:
        return None
    if t.actor.person_id is None:
        raise NothingHere
    who = reader(t.actor.person_id, powers_in_force(t.moment), t.moment)
    who.may(capability).enforce(who_can_help=ask)
    return who


def keeps_training_of_another(t: Turn, person_id: UUID) -> None:
    """As `keeper`, for what nobody decides about themselves: that they pass a gate, or need not do something."""
    who = keeper(t, Capability.MANAGE_REGISTERS)
    if who is not None and who.person_id in rows_of(person_id, t.moment):
        deny("Nobody decides this about themselves.").enforce(
            who_can_help="Somebody else who looks after training here must."
        )


def is_about_themselves(t: Turn, person_ids: Collection[UUID]) -> bool:
    """Whether it is about nobody but whoever writes."""
    me = t.actor.person_id
    return me is not None and set(person_ids) <= rows_of(me, t.moment)
