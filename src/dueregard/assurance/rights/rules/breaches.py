"""The clock of a breach, who may see it, and what settles it. Pure.

UK GDPR Art 33: the regulator is told within 72 hours of becoming aware, unless a risk to people is unlikely; told
later, with the reasons for the delay. Art 34: the people themselves, without undue delay, where the risk to them is
high.
"""

from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta

from ....authority.access.vocabulary import Capability
from ..vocabulary import Telling

TOLD_WITHIN = timedelta(hours=72)
REMINDED_BEFORE = (timedelta(hours=48), timedelta(hours=24), timedelta(hours=4))
"""How long before the end whoever may see it is reminded."""
ESCALATED_AFTER = timedelta(hours=24)


def due(aware_at: datetime) -> datetime:
    """By when the regulator is to be told; the clock starts when somebody here knows, weekends and all."""
    return aware_at + TOLD_WITHIN


def settles(telling: Telling | None) -> bool:
    """Whether the clock of telling the regulator stops: they are told, or it is decided that they need not be."""
    return telling in {Telling.TOLD, Telling.NOT}


def may_see(
    capabilities: AbstractSet[Capability], *, accountable: bool, wrote: bool, restricted: bool
) -> bool:
    """Whether somebody may see a breach, and write about it.

    Whoever is accountable sees all; whoever decides on concerns sees those that touch nothing restricted; whoever noted
    one sees it. `wrote`: they noted it; `restricted`: it touches a restricted concern.
    """
    if accountable or wrote:
        return True
    return Capability.DECIDE in capabilities and not restricted
