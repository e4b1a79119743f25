"""Registers what leaves and arrives with Django."""

from django.apps import AppConfig


class TransferConfig(AppConfig):
    """The app of what leaves and arrives."""

    name = "dueregard.assurance.transfer"
    label = "transfer"
