"""What somebody may say to a step, how far a step has come, and what the audit record says of it."""

from enum import StrEnum
from uuid import UUID

from ...authority.policy.answers import Basis
from ...authority.policy.values.steps import StepVerb
from ...ground.audit.vocabulary import Verb, verb


class Said(StrEnum):
    """What somebody says to a step."""

    YES = "yes"
    NO = "no"


class Met(StrEnum):
    """How far a step has come."""

    OPEN = "open"
    """Whoever must has not all said something."""
    MET = "met"
    REFUSED = "refused"
    """Somebody said no, or a vote can no longer be won."""


HEARD = frozenset({StepVerb.CONSULT, StepVerb.NOTIFY, StepVerb.ACKNOWLEDGE})
"""Steps that are over when whoever must has said something, also a no: they are asked or told, and decide nothing."""

ON_PAPER = frozenset({Basis.DOCUMENT_SEEN, Basis.SOMEBODYS_WORD})
"""What an entry rests on that somebody else wrote down: a signed paper that they saw, or only what they were told."""


@verb("signoff.said")
class SaidToStep(Verb):
    """Somebody said yes or no to a step of a matter, or it was written down for them."""

    saying: UUID
    step: int
    """From 1."""
    said: Said
    basis: Basis


@verb("signoff.taken-back")
class TakenBack(Verb):
    """What somebody said to a step was taken back."""

    saying: UUID
    step: int
