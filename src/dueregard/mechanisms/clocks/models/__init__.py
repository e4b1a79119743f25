"""What clocks keep: calendars, and obligations with what became of them."""

from .calendars import Closure, Hours, TermDates
from .obligations import Closing, Moving, Obligation, Raised

__all__ = ["Closing", "Closure", "Hours", "Moving", "Obligation", "Raised", "TermDates"]
