"""Registers standing of persons with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The app of people."""

    name = "dueregard.authority.people"
    label = "people"

    def ready(self) -> None:
        """Make this package's kind of control known to the language."""
        from . import controls  # noqa: F401, PLC0415  # importing registers it, and needs the models
