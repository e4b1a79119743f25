"""Registers holdings, relationships, parties, circles with Django."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """The app of access."""

    name = "dueregard.authority.access"
    label = "access"
