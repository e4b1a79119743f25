"""Registers the policy language with Django."""

from django.apps import AppConfig


class PolicyConfig(AppConfig):
    """The app of policy."""

    name = "dueregard.authority.policy"
    label = "policy"

    def ready(self) -> None:
        """Make this package's kinds of control known to the language."""
        from . import controls  # noqa: F401, PLC0415  # importing registers them, and needs the models
