"""What a policy says of asking whether people feel safe: who is asked, and which post looks at what they say."""

from ...authority.policy.blocks import Block
from ...authority.policy.values.who import Who
from .vocabulary import Audience

CLIMATE = "climate"


class ClimateBlock(Block):
    """Whom it asks. How safe people must feel is no key: nobody can be told to feel it."""

    asks: tuple[Audience, ...]
    owner: Who
    """Which post looks at the answers and decides what is done."""
