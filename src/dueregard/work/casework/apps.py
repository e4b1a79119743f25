"""Registers concerns, cases, referrals with Django."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """The app of casework."""

    name = "dueregard.work.casework"
    label = "casework"
