"""Registers providers and sites with Django."""

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    """The app of tenancy."""

    name = "dueregard.ground.tenancy"
    label = "tenancy"
