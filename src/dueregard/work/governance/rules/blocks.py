"""What a policy says of how it is signed and when it is looked at again."""

from ....authority.policy.blocks import Block, Reminder
from ....authority.policy.values.figures import TimeLimit
from ....authority.policy.values.steps import Steps
from ....authority.policy.values.who import Who
from ..vocabulary import Event

SIGNING = "signing"
REVIEW = "review"


class SigningBlock(Block):
    """Who must be asked, and who must sign, before an edition is published. It holds for the edition after the one that
    says it."""

    steps: Steps
    for_typo: Steps | None = None
    """For a change that changes nothing that is done; without it the same steps."""


class ReviewBlock(Block):
    """When the policy is looked at again, and by whom."""

    owner: Who
    """Who sees to it."""
    every: TimeLimit
    after: tuple[Event, ...] = ()
    """What it is looked at again after."""
    within: TimeLimit | None = None
    """How soon after that."""
    remind: tuple[Reminder, ...] = ()
