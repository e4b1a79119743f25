"""Registers accounts, memberships, persons, organisations with Django."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """The app of identity."""

    name = "dueregard.authority.identity"
    label = "identity"
