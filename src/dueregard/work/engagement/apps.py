"""Registers taking part with Django."""

from django.apps import AppConfig


class EngagementConfig(AppConfig):
    """The app of taking part."""

    name = "dueregard.work.engagement"
    label = "engagement"

    def ready(self) -> None:
        """Make this package's kind of control, and what it answers to the machinery below, known."""
        from . import controls, tasks  # noqa: F401, PLC0415  # importing registers them, and needs the models
