"""What a provider has answered to the law's papers, its log of breaches, what people ask of it about themselves, and
what is kept for how long."""

from .answers import Answer
from .breaches import Breach, BreachEntry
from .keeping import Disposal, Filing, Hold, Look, Period
from .loose import LooseDisposal, LooseLook
from .requests import RightsRequest, RightsStep

__all__ = [
    "Answer",
    "Breach",
    "BreachEntry",
    "Disposal",
    "Filing",
    "Hold",
    "Look",
    "LooseDisposal",
    "LooseLook",
    "Period",
    "RightsRequest",
    "RightsStep",
]
