"""Registers liaison with Django."""

from django.apps import AppConfig


class LiaisonConfig(AppConfig):
    """The app of liaison."""

    name = "dueregard.work.liaison"
    label = "liaison"

    def ready(self) -> None:
        """Make this package's kind of control known."""
        from . import controls  # noqa: F401, PLC0415  # importing registers it, and needs the models
