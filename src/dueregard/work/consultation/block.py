"""What a policy says of talking a worry through before anything is reported."""

from ...authority.policy.blocks import Block
from ...authority.policy.values.who import Who

CONSULTATION = "consultation"


class ConsultationBlock(Block):
    """With whom people may talk a worry through. They may always report it instead."""

    to: Who
    """The posts: each writes a note of a talk, and reads their own notes alone."""
