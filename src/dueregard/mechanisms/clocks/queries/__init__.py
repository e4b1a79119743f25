"""Reads of clocks: the calendar of a place, and what is owed."""
