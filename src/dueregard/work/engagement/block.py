"""What a policy says of learners who do not take part: whom it names, by when, and what is kept of a break."""

from ...authority.policy.blocks import Block, Reminder
from ...authority.policy.values.figures import TimeLimit
from ...authority.policy.values.who import Who
from .vocabulary import Kept, Sort

ENGAGEMENT = "engagement"


class EngagementBlock(Block):
    """One sort of not taking part."""

    of: Sort
    tell: Who
    """Posts and contacts that are told. Its posts look after what is noted, flagged or not."""
    limit: TimeLimit | None = None
    """How long after it was noticed they are told at the latest."""
    remind: tuple[Reminder, ...] = ()
    """How long before the end whoever noted it is reminded."""
    keeps: tuple[Kept, ...] = ()
    """Of a break: what is written down during it."""
    every: TimeLimit | None = None
    """Of a break: how often somebody is in touch."""
