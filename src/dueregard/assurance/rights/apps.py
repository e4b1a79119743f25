"""Registers lawful bases and papers with Django."""

from django.apps import AppConfig


class RightsConfig(AppConfig):
    """The app of rights."""

    name = "dueregard.assurance.rights"
    label = "rights"
