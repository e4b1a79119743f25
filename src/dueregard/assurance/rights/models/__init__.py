"""What a provider has answered to the law's papers, its log of breaches, and what people ask of it about themselves."""

from .answers import Answer
from .breaches import Breach, BreachEntry
from .requests import RightsRequest, RightsStep

__all__ = ["Answer", "Breach", "BreachEntry", "RightsRequest", "RightsStep"]
