"""Registers backups with Django, so that the worker finds their jobs."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class BackupsConfig(AppConfig):
    """The app of backups; it has no tables of its own."""

    name = "dueregard.ground.backups"
    label = "backups"

    def ready(self) -> None:
        """Read each package's replays.py: a lasting verb that cannot be done again would be lost by a restore."""
        from . import replaying  # noqa: F401, PLC0415  # it needs the models

        autodiscover_modules("replays")
