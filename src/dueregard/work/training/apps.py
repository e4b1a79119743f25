"""Registers courses, completions, checks and gates with Django."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """The app of training."""

    name = "dueregard.work.training"
    label = "training"

    def ready(self) -> None:
        """Make this package's kinds of control known."""
        from . import controls  # noqa: F401, PLC0415  # importing registers them, and needs the models
