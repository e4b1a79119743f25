"""Spans: employment, enrolment and placement as facts with two times."""

from typing import ClassVar

from django.db import models

from ...ground.kernel.constraints import SameProvider
from ...ground.kernel.models import Fact
from ...ground.tenancy.models import Site
from ..identity.models import Organisation, Person


class Span(Fact):
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
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("person", name="people_span_person_own"),
            SameProvider("site", name="people_span_site_own"),
            SameProvider("organisation", name="people_span_organisation_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "person"], name="people_span_person")
        ]
