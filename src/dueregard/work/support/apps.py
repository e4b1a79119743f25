"""Registers support with Django."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    """The app of support."""

    name = "dueregard.work.support"
    label = "support"

    def ready(self) -> None:
        """Make what this package answers to the machinery below, known."""
        from . import tasks  # noqa: F401, PLC0415  # importing registers it, and needs the models
