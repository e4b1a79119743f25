"""Rows of what left and what arrived."""

from .pages import OnePage

__all__ = ["OnePage"]
