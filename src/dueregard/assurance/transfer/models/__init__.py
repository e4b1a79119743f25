"""Rows of what left and what arrived."""

from .arrivals import Arrival
from .departures import Departure
from .pages import OnePage

__all__ = ["Arrival", "Departure", "OnePage"]
