"""Registers reports with Django."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The app of reports."""

    name = "dueregard.assurance.reports"
    label = "reports"
