"""What governance keeps: texts on their way, what was left open and published, reviews, looks at registers, the
directory, and new editions of guidance."""

from .directory import DirectoryRow
from .drafts import Draft, Gap, Publication, Putting
from .guidance import GuidanceEdition
from .registers import RegisterLook
from .reviews import PolicyReview, ReviewEvent
from .threat import ThreatSight, ThreatTaskLook

__all__ = [
    "DirectoryRow",
    "Draft",
    "Gap",
    "GuidanceEdition",
    "PolicyReview",
    "Publication",
    "Putting",
    "RegisterLook",
    "ReviewEvent",
    "ThreatSight",
    "ThreatTaskLook",
]
