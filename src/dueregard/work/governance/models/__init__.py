"""What governance keeps: texts on their way, what was left open and published, reviews, and looks at registers."""

from .drafts import Draft, Gap, Publication, Putting
from .registers import RegisterLook
from .reviews import PolicyReview, ReviewEvent

__all__ = ["Draft", "Gap", "PolicyReview", "Publication", "Putting", "RegisterLook", "ReviewEvent"]
