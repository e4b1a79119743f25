"""Registers governance with Django."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """The app of governance."""

    name = "dueregard.work.governance"
    label = "governance"

    def ready(self) -> None:
        """Make this package's kinds of control, and what it answers to the machinery below, known."""
        from . import controls, tasks  # noqa: F401, PLC0415  # importing registers them, and needs the models
