"""Registers the ledger with Django, and puts its triggers back after every migrate."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate, pre_migrate


class AuditConfig(AppConfig):
    """The app of the ledger."""

    name = "dueregard.ground.audit"
    label = "audit"

    def ready(self) -> None:
        """Tie the triggers to migrate and to the start-up check."""
        from . import triggers  # noqa: PLC0415  # models are ready only now

        # No sender: any app's migration may rebuild a table and lose its triggers.
        pre_migrate.connect(triggers.loosen)
        post_migrate.connect(triggers.install, dispatch_uid="audit.triggers")
        register(triggers.check_triggers, Tags.database)
