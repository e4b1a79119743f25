"""What each role may do, read from the role controls of the policies in force."""

from ...ground.kernel.moments import Moment
from ..policy.queries import in_force
from .controls.role import RoleBlock
from .queries import Powers
from .vocabulary import Capability


def powers_in_force(moment: Moment) -> Powers:
    """Every role of the policies in force with its capabilities; two policies that name one role add up."""
    powers: dict[str, frozenset[Capability]] = {}
    for control in in_force("role", moment):
        block: RoleBlock = control.block
        powers[control.id] = powers.get(control.id, frozenset()) | frozenset(block.may)
    return powers
