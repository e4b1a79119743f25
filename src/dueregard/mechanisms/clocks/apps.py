"""Registers clocks with Django."""

from django.apps import AppConfig


class ClocksConfig(AppConfig):
    """The app of clocks."""

    name = "dueregard.mechanisms.clocks"
    label = "clocks"

    def ready(self) -> None:
        """Make this package's kinds of control known to the language."""
        from . import controls  # noqa: F401, PLC0415  # importing registers them, and needs the models
