"""What was put up to be weighed, what was decided of each thing, and the copies that were given."""

from .sheets import GivenCopy, Sheet, Weighing

__all__ = ["GivenCopy", "Sheet", "Weighing"]
