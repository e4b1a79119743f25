"""What each role may do, and which roles stand in for which, read from the policies in force."""

from ...ground.kernel import scope
from ...ground.kernel.moments import Moment
from ..policy.queries import in_force
from .controls.role import RoleBlock
from .queries import Powers, Reader, holders
from .rules import looks_after_sign_in
from .vocabulary import Capability


@scope.remembered
def powers_in_force(moment: Moment) -> Powers:
    """Every role of the policies in force with its capabilities; two policies that name one role add up."""
    may: dict[str, frozenset[Capability]] = {}
    covers: dict[str, frozenset[str]] = {}
    for control in in_force("role", moment):
        block: RoleBlock = control.block
        may[control.id] = may.get(control.id, frozenset()) | frozenset(block.may)
        if block.deputises_for:
            covers[control.id] = covers.get(control.id, frozenset()) | block.deputises_for.roles()
    return Powers(may, covers)


def sees_to_sign_in(who: Reader, moment: Moment) -> bool:
    """Whether somebody sets up the provider's identity provider: see `looks_after_sign_in`."""
    may = powers_in_force(moment).may
    administer = [role for role, given in may.items() if Capability.ADMINISTER in given]
    return looks_after_sign_in(who.capabilities, nobody_administers=not holders(administer, moment))


def accountable_roles(moment: Moment) -> frozenset[str]:
    """The posts that answer for a policy in force."""
    return frozenset(control.id for control in in_force("role", moment) if control.block.accountable)


def post_titles(moment: Moment) -> dict[str, str]:
    """What the policies in force call each role, by its id."""
    return {control.id: control.block.title for control in in_force("role", moment)}


def stand_ins(moment: Moment) -> dict[str, tuple[str, ...]]:
    """For each role, the roles that deputise for it."""
    found: dict[str, tuple[str, ...]] = {}
    for control in in_force("role", moment):
        block: RoleBlock = control.block
        for role in sorted(block.deputises_for.roles()) if block.deputises_for else ():
            found[role] = (*found.get(role, ()), control.id)
    return found
