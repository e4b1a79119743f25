"""Registers protection with Django."""

from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    """The app of protection."""

    name = "dueregard.work.protection"
    label = "protection"

    def ready(self) -> None:
        """Make what this package answers to the machinery below, known."""
        from . import tasks  # noqa: F401, PLC0415  # importing registers it, and needs the models
