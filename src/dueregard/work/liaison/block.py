"""What a policy says of the bodies outside with whom we work: which, who keeps in touch, and how often at least."""

from ...authority.policy.blocks import Flag, Id, Part, Words
from ..governance.rules.register_blocks import RegisterBlock
from .vocabulary import Sort

LIAISON = "liaison"


class Body(Part):
    """A body outside."""

    id: Id
    title: Words
    sort: Sort


class LiaisonBlock(RegisterBlock):
    """The bodies outside with whom we work. `every`: how often at least somebody is in touch with each."""

    items: tuple[Body, ...]
    feeds_back: Flag = False
    """Of each time it is written down what changed because of it, or why nothing did."""
