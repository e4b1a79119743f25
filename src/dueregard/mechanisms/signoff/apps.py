"""Registers signing off with Django."""

from django.apps import AppConfig


class SignoffConfig(AppConfig):
    """The app of signing off."""

    name = "dueregard.mechanisms.signoff"
    label = "signoff"
