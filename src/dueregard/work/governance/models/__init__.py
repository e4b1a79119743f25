"""What governance keeps: texts on their way, what was left open and published, reviews, looks at registers, and new
editions of guidance."""

from .drafts import Draft, Gap, Publication, Putting
from .guidance import GuidanceEdition
from .registers import RegisterLook
from .reviews import PolicyReview, ReviewEvent

__all__ = [
    "Draft",
    "Gap",
    "GuidanceEdition",
    "PolicyReview",
    "Publication",
    "Putting",
    "RegisterLook",
    "ReviewEvent",
]
