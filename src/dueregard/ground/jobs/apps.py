"""Registers leased jobs with Django."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The app of jobs."""

    name = "dueregard.ground.jobs"
    label = "jobs"
