"""Registers jobs with Django, and at start-up every package's jobs and receivers of occasions."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """The app of jobs."""

    name = "dueregard.ground.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Read each package's tasks.py: a job or receiver that nobody had imported would be missed in silence."""
        autodiscover_modules("tasks")
