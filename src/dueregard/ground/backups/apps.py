"""Registers backups with Django, so that the worker finds their jobs."""

from django.apps import AppConfig


class BackupsConfig(AppConfig):
    """The app of backups; it has no tables of its own."""

    name = "dueregard.ground.backups"
    label = "backups"
