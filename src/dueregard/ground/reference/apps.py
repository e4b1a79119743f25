"""Registers outside facts with Django."""

from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    """The app of outside facts."""

    name = "dueregard.ground.reference"
    label = "reference"
