"""Registers holdings, relationships, parties, circles with Django."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """The app of access."""

    name = "dueregard.authority.access"
    label = "access"

    def ready(self) -> None:
        """Make this package's kinds of control known to the language."""
        from . import controls  # noqa: F401, PLC0415  # importing registers them, and needs the models
