"""Wrapped keys. A row here opens nothing without the key above it."""

from typing import ClassVar

from django.db import models

from ..kernel.ids import uuid7
from ..kernel.models import Owned


class ProviderKey(Owned):
    """A provider's key, wrapped by the master key; rotation adds a version."""

    version = models.PositiveSmallIntegerField(default=1)
    wrapped = models.BinaryField()
    made_at = models.DateTimeField()
    wrapped_at = models.DateTimeField()
    """When it was last wrapped: by the newest master key, as far as anybody knows."""
    lost_at = models.DateTimeField(null=True, blank=True)
    """When it was given up, because the master key that opens it was lost: nothing made by then opens any more."""

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(
                fields=["provider_id", "version"], name="crypto_providerkey_one_a_version"
            ),
        ]


class HouseKey(models.Model):
    """The one key that is no provider's, wrapped by the master key. What belongs to a login lies under it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    only = models.BooleanField(default=True, unique=True, editable=False)
    """There is one, whoever makes it first."""
    wrapped = models.BinaryField()
    made_at = models.DateTimeField()
    wrapped_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="crypto_housekey_only_one", condition=models.Q(only=True)),
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
