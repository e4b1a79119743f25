"""What a policy says of how it is signed, what its published page carries, and when it is looked at again."""

from ....authority.policy.blocks import Block, Reminder, Words
from ....authority.policy.values.figures import Day, Text, TimeLimit
from ....authority.policy.values.steps import Steps, StepVerb
from ....authority.policy.values.who import Who
from ..registers import Audience
from ..vocabulary import Event, Shown, Where

SIGNING = "signing"
REVIEW = "review"
PUBLICATION = "publication"
EXTRACT = "extract"
BINDING = frozenset({StepVerb.AGREE, StepVerb.APPROVE, StepVerb.DECIDE, StepVerb.SIGN})
"""Steps that bind; a policy that asks everybody and binds nobody is not signed."""


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


class PublicationBlock(Block):
    """What the published page of the policy carries beside its words, and where it is published."""

    shows: tuple[Shown, ...]
    where: tuple[Where, ...]
    reference: Text | None = None
    """The provider's own number for the document."""
    first_adopted: Day | None = None
    """The day on which its first edition was adopted, here or before."""


class ExtractBlock(Block):
    """The part of the policy that some people need, on a page of its own."""

    title: Words
    audiences: tuple[Audience, ...]
    clauses: tuple[Words, ...]
    """Ids of clauses; one brings those under it. They stand in the order of the policy."""
