"""What governance keeps: texts on their way, what was left open, what was published, and reviews."""

from .drafts import Draft, Gap, Publication, Putting
from .reviews import PolicyReview, ReviewEvent

__all__ = ["Draft", "Gap", "PolicyReview", "Publication", "Putting", "ReviewEvent"]
