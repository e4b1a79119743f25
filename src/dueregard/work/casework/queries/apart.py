"""Which posts may open the name of whoever reported, where they asked that handlers should not have it."""

from ....authority.access.vocabulary import Capability
from ....authority.policy.queries import in_force
from ....ground.kernel.moments import Moment


def who_opens_names(moment: Moment) -> tuple[str, ...]:
    """The posts, by the titles their policies give them. None: no policy in force lets a name be kept apart."""
    titles = (
        control.block.title
        for control in in_force("role", moment)
        if Capability.OPEN_RAISER in control.block.may
    )
    return tuple(dict.fromkeys(titles))
