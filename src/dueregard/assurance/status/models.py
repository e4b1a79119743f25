"""How every clause stood on a day, kept while it was so; and what somebody thinks of a clause, beside it."""

from typing import ClassVar

from django.db import models

from ...authority.identity.models import Person
from ...ground.crypto.fields import SealedField
from ...ground.crypto.models import DataKey
from ...ground.kernel.constraints import SameProvider
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


class Opinion(Fact):
    """What somebody thinks of how a clause is kept. It stands beside what the records show and changes nothing of it;
    said anew by the same person it replaces what they said before."""

    named_as: ClassVar[str] = "opinion"
    policy = models.SlugField(max_length=60)
    clause = models.CharField(max_length=40)
    view = models.CharField(max_length=10)
    """Of `View`."""
    person = models.ForeignKey(
        Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )
    key = models.ForeignKey(
        DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )
    words = SealedField(context="status.opinion.v1", key="key")
    """Why, and what they looked at."""

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("person", name="status_opinion_person_own"),
            SameProvider("key", name="status_opinion_key_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "policy", "clause"], name="status_opinion_of")
        ]
