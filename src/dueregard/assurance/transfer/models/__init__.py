"""Rows of what left and what arrived."""

from .arrivals import Arrival
from .brought import Brought, Sorting
from .departures import Departure
from .exports import Export, ExportStep
from .pages import OnePage

__all__ = ["Arrival", "Brought", "Departure", "Export", "ExportStep", "OnePage", "Sorting"]
