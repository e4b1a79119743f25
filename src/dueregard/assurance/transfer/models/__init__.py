"""Rows of what left and what arrived."""

from .departures import Departure
from .pages import OnePage

__all__ = ["Departure", "OnePage"]
