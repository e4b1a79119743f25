"""What was put up to be weighed, what was decided of each thing, and the copies that were given."""

from .letters import OutcomeLetter
from .sheets import GivenCopy, Sheet, Weighing

__all__ = ["GivenCopy", "OutcomeLetter", "Sheet", "Weighing"]
