"""Spans as facts with two times, the numbers people are known by, and the working tables of an import."""

from typing import ClassVar

from django.db import models

from ...ground.audit.batches import BatchedFact
from ...ground.crypto.fields import SealedField
from ...ground.crypto.models import DataKey
from ...ground.kernel.constraints import SameProvider
from ...ground.kernel.models import Fact, Owned
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


class Number(BatchedFact):
    """A person is known by a number: their ULN, the provider's own for a learner, or that of the payroll."""

    named_as: ClassVar[str] = "number"
    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    scheme = models.CharField(max_length=20)
    number = models.CharField(max_length=40)

    class Meta(BatchedFact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *BatchedFact.Meta.constraints,
            SameProvider("person", name="people_number_person_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *BatchedFact.Meta.indexes,
            models.Index(fields=["provider_id", "number", "scheme"], name="people_number_number"),
            models.Index(fields=["provider_id", "person"], name="people_number_person"),
        ]


class OutfitNumber(BatchedFact):
    """An employer or subcontractor is known by a number, or by the name it has in files."""

    named_as: ClassVar[str] = "outfit-number"
    organisation = models.ForeignKey(
        Organisation, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    gives = models.CharField(max_length=20)
    number = models.CharField(max_length=200)

    class Meta(BatchedFact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *BatchedFact.Meta.constraints,
            SameProvider("organisation", name="people_outfitnumber_own"),
        ]


class OptIn(Fact):
    """For a time, and for one purpose, one kind of what is kept apart is read from files, or written down by hand."""

    named_as: ClassVar[str] = "opt-in"
    kept = models.CharField(max_length=40)
    use = models.CharField(max_length=40)
    assessment = models.CharField(max_length=120)
    """Which data protection impact assessment speaks of it."""
    reason = models.CharField(max_length=500)
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta(Fact.Meta):
        pass


class KeptApart(BatchedFact):
    """One value of one kind about one person, under a key of its own. Over when its key is destroyed. Of staff it may
    be written down by hand; then the audit record names and promises it."""

    named_as: ClassVar[str] = "kept_apart"
    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    kept = models.CharField(max_length=40)
    key = models.ForeignKey(DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    said = SealedField(context="people.kept-apart.v1", key="key")

    class Meta(BatchedFact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *BatchedFact.Meta.constraints,
            SameProvider("person", name="people_keptapart_person_own"),
            SameProvider("key", name="people_keptapart_key_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *BatchedFact.Meta.indexes,
            models.Index(fields=["provider_id", "person"], name="people_keptapart_person"),
        ]


class Intake(Owned):
    """One file on its way in: what was read, what it was compared with, and how far it has come. A working table: what
    it brought stands in facts, and in the audit record."""

    state = models.CharField(max_length=12)
    kind = models.CharField(max_length=8)
    digest = models.CharField(max_length=64)
    """SHA-256 of the file."""
    means = models.JSONField(default=dict)
    """What its columns mean: `columns.Meanings.document`."""
    ends_missing = models.BooleanField(default=False)
    compared = models.JSONField(default=dict)
    """How many rows of each kind were known when it was compared: rows only ever come, so as many are the same."""
    plan = models.CharField(max_length=64, blank=True)
    figures = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    withheld = models.JSONField(default=list)
    """What one row of the file says of somebody and another of somebody else: a number, or a row that has no other.
    Emptied when the import ends."""
    batches = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    """How many of its batches are staged as facts that nobody sees yet."""
    key = models.ForeignKey(DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    by = models.CharField(max_length=60)
    begun_at = models.DateTimeField()
    held_until = models.DateTimeField(null=True, blank=True)
    """While it is applied: until then whoever applies it is alive."""

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Owned.Meta.constraints,
            SameProvider("key", name="people_intake_key_own"),
            models.UniqueConstraint(
                fields=["provider_id"],
                condition=models.Q(state="applying"),
                name="people_intake_one_at_a_time",
            ),
        ]


class StagedChanges(Owned):
    """Some hundreds of changes of a plan, as they will be applied. Deleted when they were, or were not wanted."""

    intake = models.ForeignKey(Intake, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    place = models.PositiveIntegerField()
    changes = SealedField(context="people.staged.v1", key="intake.key")

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Owned.Meta.constraints,
            SameProvider("intake", name="people_stagedchanges_intake_own"),
            models.UniqueConstraint(
                fields=["provider_id", "intake", "place"], name="people_stagedchanges_once"
            ),
        ]
