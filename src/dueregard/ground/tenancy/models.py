"""Provider and Site."""

from typing import ClassVar

from django.db import models

from ..audit.house import HouseFact
from ..kernel.ids import uuid7
from ..kernel.models import Fact


class Provider(models.Model):
    """A training provider. Belongs to no provider, hence on the closed list of tables without one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    nation = models.CharField(max_length=10)
    ukprn = models.CharField(max_length=8, blank=True)
    fictional = models.BooleanField()
    """Marked at birth and never after: only a fictional provider may use another clock or one-click sign-in."""
    short_code = models.CharField(max_length=12, unique=True)
    """The stable short address printed on posters: /r/<short_code>."""
    born_at = models.DateTimeField()
    read_only_since = models.DateTimeField(null=True, blank=True)
    """Restored without the register of what may not come back: nothing but reports is written until it is looked
    through."""
    live_since = models.DateTimeField(null=True, blank=True)
    """From when it takes reports; until then whoever comes to report is told whom to ring. Set once, never unset."""
    readers = models.JSONField(default=list, blank=True)
    """While read-only: the ids of the accounts that may read."""

    def __str__(self) -> str:
        return self.name


class Site(Fact):
    """A place where the provider works."""

    named_as: ClassVar[str] = "site"
    name = models.CharField(max_length=120)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [*Fact.Meta.constraints]

    def __str__(self) -> str:
        return self.name


class Loss(HouseFact):
    """The master key and every recovery sheet of it were lost; at `recorded_at` the provider began anew. What was
    reported before is shut to everybody."""

    named_as: ClassVar[str] = "loss"

    class Meta(HouseFact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [*HouseFact.Meta.constraints]
