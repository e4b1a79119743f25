"""The kinds of control that governance brings to the language."""

from ....authority.policy.kinds import register
from .review import REVIEW_KIND
from .signing import SIGNING_KIND

register(SIGNING_KIND)
register(REVIEW_KIND)
