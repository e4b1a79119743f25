"""How every clause stood on a day, kept while it was so, for the day on which the records themselves are gone."""

from typing import ClassVar

from django.db import models

from ...ground.kernel.models import Fact


class KeptReading(Fact):
    """One circle on one day. Read again later the same day, and otherwise, a row that replaces it says so."""

    named_as: ClassVar[str] = "kept-reading"
    circle = models.CharField(max_length=6)
    """Of `Stream`."""
    day = models.DateField()
    """In London."""
    as_at = models.DateTimeField()
    """The end of that day; or when it was read, while it is still going on."""
    text = models.TextField()
    """Canonical JSON: see `rules.documents`. It names no person."""
    digest = models.CharField(max_length=64)
    """SHA-256 of the text."""

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [*Fact.Meta.constraints]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "circle", "day"], name="status_keptreading_day")
        ]
