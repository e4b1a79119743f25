"""Registers readings with Django."""

from django.apps import AppConfig


class StatusConfig(AppConfig):
    """The app of status."""

    name = "dueregard.assurance.status"
    label = "status"

    def ready(self) -> None:
        """Keep a reading when an edition comes into force."""
        from . import tasks  # noqa: F401, PLC0415  # importing registers it, and needs the models
