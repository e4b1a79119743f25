"""Registers consultation with Django."""

from django.apps import AppConfig


class ConsultationConfig(AppConfig):
    """The app of consultation."""

    name = "dueregard.work.consultation"
    label = "consultation"

    def ready(self) -> None:
        """Make this package's kind of control known."""
        from . import controls  # noqa: F401, PLC0415  # importing registers it, and needs the models
