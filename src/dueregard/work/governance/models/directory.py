"""The lines of the directory."""

from typing import ClassVar

from django.db import models

from ....ground.audit.house import HouseFact
from ..directory import Line


class DirectoryRow(HouseFact):
    """One line of one list, as somebody last checked it. A change and a confirmation are new rows."""

    named_as: ClassVar[str] = "directory_row"
    control = models.CharField(max_length=160)
    """`policy/directory.id`, whatever the edition."""
    entry = models.UUIDField()
    """The first row of the same line: its address."""
    called = models.CharField(max_length=200)
    region = models.SlugField(max_length=60, blank=True, db_index=False)
    population = models.SlugField(max_length=60, blank=True, db_index=False)
    hours = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    email = models.CharField(max_length=200, blank=True)
    web = models.CharField(max_length=300, blank=True)
    first = models.BooleanField(default=False)
    confirmed_on = models.DateField()
    """The day on which somebody looked whether it holds."""

    class Meta(HouseFact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [*HouseFact.Meta.constraints]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "control"], name="governance_directoryrow_of")
        ]

    @property
    def line(self) -> Line:
        """What it says."""
        return Line(**{key: getattr(self, key) for key in Line.__slots__})
