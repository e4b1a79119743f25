"""What people may ask of a provider about what it holds of them, and the steps of answering.

Sources: UK GDPR Arts 12, 15-18 and 21; the right to complain to a controller is of the Data (Use and Access) Act 2025
(section 103, in the Data Protection Act 2018 as section 164A).
"""

from enum import StrEnum

from ...ground.audit.vocabulary import Verb, verb


class Want(StrEnum):
    """What somebody wants."""

    SEE = "see"
    """To see what is held (Art 15)."""
    TELL = "tell"
    """To give their own account of it."""
    CORRECT = "correct"
    """To have something corrected (Art 16)."""
    ERASE = "erase"
    """To have something removed (Art 17)."""
    OBJECT = "object"
    """To object, or to have it used less (Arts 18, 21)."""
    COMPLAIN = "complain"
    """To complain about how what is held of them is used."""


class Step(StrEnum):
    """What happens to a request."""

    ACKNOWLEDGED = "acknowledged"
    ASKED_WHO = "asked-who"
    """They were asked to show who they are, or to say more clearly what they want: the clock waits for them."""
    KNOWN = "known"
    """We know who they are, and what they want."""
    EXTENDED = "extended"
    """It is so much, or so difficult, that two more months are taken (Art 12(3))."""
    TOLD = "told"
    """Words for them."""
    SAID = "said"
    """Words of theirs."""
    ON_RECORD = "on-record"
    """Their own account now stands on the record it belongs to."""
    GIVEN = "given"
    """They got what they asked for."""
    IN_PART = "in-part"
    REFUSED = "refused"
    NOTE = "note"
    """For those who answer, and nobody else."""


ENDS = frozenset({Step.GIVEN, Step.IN_PART, Step.REFUSED})
FOR_THEM = frozenset(Step) - {Step.NOTE, Step.SAID, Step.ON_RECORD}
"""Whose words they read when they come back."""
OURS = frozenset(Step) - {Step.SAID, Step.ON_RECORD}
"""What somebody here writes down."""


@verb("rights.asked")
class RightsAsked(Verb):
    """Somebody uses a right of theirs."""

    want: Want


@verb("rights.stepped")
class RightsStepped(Verb):
    """A request came a step on."""

    step: Step
