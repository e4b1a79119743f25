"""Spans: employment, enrolment and placement as facts with two times."""

from typing import ClassVar

from django.db import models

from ...ground.audit.batches import BatchedFact
from ...ground.kernel.constraints import SameProvider
from ...ground.tenancy.models import Site
from ..identity.models import Organisation, Person


class Span(BatchedFact):
    """For a time, a person stands to the provider in one way."""

    named_as: ClassVar[str] = "span"
    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    standing = models.CharField(max_length=20)
    site = models.ForeignKey(
        Site, null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    population = models.SlugField(max_length=40, blank=True)
    """A population a policy tells apart, for example military or civilian."""
    position = models.CharField(max_length=120, blank=True)
    """What their post is called here; shown, never compared."""
    work = models.CharField(max_length=20, blank=True)
    """What they do, of `Work`; empty: not known."""
    regulated = models.CharField(max_length=8, blank=True)
    """Whether it is regulated activity with under-18s, of `Regulated`; empty: nobody has said."""
    programme = models.CharField(max_length=60, blank=True)
    """What they learn, or teach, as an id in small letters: a code, or the provider's own name for it."""
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta(BatchedFact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *BatchedFact.Meta.constraints,
            SameProvider("person", name="people_span_person_own"),
            SameProvider("site", name="people_span_site_own"),
            SameProvider("organisation", name="people_span_organisation_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *BatchedFact.Meta.indexes,
            models.Index(fields=["provider_id", "person"], name="people_span_person"),
        ]
