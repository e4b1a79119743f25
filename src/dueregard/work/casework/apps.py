"""Registers concerns, cases, referrals with Django."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """The app of casework."""

    name = "dueregard.work.casework"
    label = "casework"

    def ready(self) -> None:
        """Make this package's kinds of control, and what it answers to the machinery below, known."""
        from . import controls, tasks  # noqa: F401, PLC0415  # importing registers them, and needs the models
