"""Wrapped keys. A row here opens nothing without the key above it."""

from typing import ClassVar

from django.db import models

from ..kernel.models import Owned


class ProviderKey(Owned):
    """A provider's key, wrapped by the master key; rotation adds a version."""

    version = models.PositiveSmallIntegerField(default=1)
    wrapped = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(
                fields=["provider_id", "version"], name="crypto_providerkey_one_a_version"
            ),
        ]


class DataKey(Owned):
    """The key of what is disposed of together, wrapped by the provider's key. Destroyed: `wrapped` is gone. Empty: it
    was kept apart from a backup, and did not come back with it."""

    holds = models.CharField(max_length=40)
    """What it opens: `concern-account`, `raiser`, `party`, `file`, …"""
    wrapped = models.BinaryField(null=True)
    made_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Owned.Meta.constraints,
            models.CheckConstraint(
                name="crypto_datakey_destroyed_means_gone",
                condition=models.Q(destroyed_at=None, wrapped__isnull=False)
                | models.Q(destroyed_at__isnull=False, wrapped=None),
            ),
        ]
