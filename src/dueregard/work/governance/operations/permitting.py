"""Who may write policies, publish them and say that they were looked at, and who keeps what a post is to keep."""

from ....authority.access.powers import powers_in_force
from ....authority.access.queries import holders, reader
from ....authority.access.vocabulary import Capability
from ....authority.policy.values.who import Who
from ....ground.audit.operations import Turn
from ....ground.kernel.actors import ActorKind
from ....ground.kernel.rulings import deny

_HELP = "Whoever adopts policies here can do this, or give you the post that does."


def keeper_of_policies(t: Turn) -> None:
    """Raise `NotPermitted` unless the actor adopts policies, or is a process of ours."""
    if t.actor.kind is ActorKind.SYSTEM:
        return
    if t.actor.person_id is None:
        deny("Somebody who has not signed in writes no policy.").enforce(who_can_help=_HELP)
        return
    who = reader(t.actor.person_id, powers_in_force(t.moment), t.moment)
    who.may(Capability.ADOPT_POLICY).enforce(who_can_help=_HELP)


def whoever_sees_to(t: Turn, *owners: Who) -> None:
    """Raise `NotPermitted` unless the actor holds a post that a policy says sees to this, or adopts policies."""
    roles = frozenset[str]().union(*(owner.roles() for owner in owners))
    if t.actor.person_id not in {one.person_id for one in holders(roles, t.moment)}:
        keeper_of_policies(t)
