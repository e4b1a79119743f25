"""Registers keys and envelopes with Django."""

from django.apps import AppConfig


class CryptoConfig(AppConfig):
    """The app of crypto."""

    name = "dueregard.ground.crypto"
    label = "crypto"
