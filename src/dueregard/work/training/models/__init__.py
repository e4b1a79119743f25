"""What is recorded: completions, exemptions, editions of what is to be read, gates passed, checks of people."""

from .checks import Check, EarlyStart, SortOfProvider, SpotCheck
from .completions import Completion, DocumentEdition, Exemption, ExemptionWords, Passage

__all__ = [
    "Check",
    "Completion",
    "DocumentEdition",
    "EarlyStart",
    "Exemption",
    "ExemptionWords",
    "Passage",
    "SortOfProvider",
    "SpotCheck",
]
