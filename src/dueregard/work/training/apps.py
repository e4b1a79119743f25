"""Registers courses, completions, checks and gates with Django."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """The app of training."""

    name = "dueregard.work.training"
    label = "training"

    def ready(self) -> None:
        """Make this package's kinds of control, and what it answers to the machinery below, known."""
        from . import controls, tasks  # noqa: F401, PLC0415  # importing registers them, and needs the models
