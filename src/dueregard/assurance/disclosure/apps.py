"""Registers disclosure with Django."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """The app of what somebody gets to see of what is held of them."""

    name = "dueregard.assurance.disclosure"
    label = "disclosure"

    def ready(self) -> None:
        """Make what this package answers to the machinery below, known."""
        from . import tasks  # noqa: F401, PLC0415  # importing registers it, and needs the models
