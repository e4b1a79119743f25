"""Registers climate with Django."""

from django.apps import AppConfig


class ClimateConfig(AppConfig):
    """The app of climate."""

    name = "dueregard.work.climate"
    label = "climate"

    def ready(self) -> None:
        """Make this package's kind of control known."""
        from . import controls  # noqa: F401, PLC0415  # importing registers it, and needs the models
