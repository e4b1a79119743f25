"""Courses done, documents read, exemptions and gates passed: facts, corrected by rows that replace them."""

from typing import Any, ClassVar

from django.db import models

from ....authority.identity.models import Person
from ....ground.audit.batches import BatchedFact
from ....ground.audit.house import HouseFact
from ....ground.crypto.fields import SealedField
from ....ground.crypto.models import DataKey
from ....ground.kernel.constraints import SameProvider
from ....ground.kernel.models import Fact

_ITS: dict[str, Any] = {
    "on_delete": models.DO_NOTHING,
    "db_constraint": False,
    "related_name": "+",
    "db_index": False,  # each table has an index that begins with the provider
}


class Completion(BatchedFact):
    """Somebody did a course, or read an edition of a document."""

    named_as: ClassVar[str] = "completion"
    person = models.ForeignKey(Person, **_ITS)
    course = models.SlugField(max_length=60)
    """A course or document as the policies name it."""
    done_on = models.DateField()
    result = models.CharField(max_length=12)
    mode = models.CharField(max_length=16, blank=True)
    edition = models.SlugField(max_length=40, blank=True)
    """Of a document: the edition that was read."""
    basis = models.CharField(max_length=16)
    """What we have it from, of `policy.answers.Basis`."""
    evidence_id = models.UUIDField(null=True, blank=True)
    """The file that shows it."""

    class Meta(BatchedFact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *BatchedFact.Meta.constraints,
            SameProvider("person", name="training_completion_person_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *BatchedFact.Meta.indexes,
            models.Index(
                # With the basis, the last entry of somebody's is what they last did and on what we have it.
                fields=["provider_id", "person", "course", "done_on", "basis"],
                name="training_completion_person",
            ),
            models.Index(fields=["provider_id", "course", "done_on"], name="training_completion_course"),
        ]


class Exemption(Fact):
    """Somebody need not do what a policy asks of them, as a rule until a day. Why: see `ExemptionWords`."""

    named_as: ClassVar[str] = "exemption"
    person = models.ForeignKey(Person, **_ITS)
    control = models.CharField(max_length=182)
    """What they need not do, as `policy/kind.id`."""
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("person", name="training_exemption_person_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "control"], name="training_exemption_control")
        ]


class ExemptionWords(Fact):
    """Why somebody is exempt. Beside the exemption, because its words are sealed to the row they were written in, and
    an exemption ends by a row that replaces it."""

    exemption = models.ForeignKey(Exemption, **_ITS)
    key = models.ForeignKey(
        DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )
    words = SealedField(context="training.exemptionwords.v1", key="key")

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("exemption", name="training_exemptionwords_exemption_own"),
            SameProvider("key", name="training_exemptionwords_key_own"),
        ]


class DocumentEdition(HouseFact):
    """The edition of a document that is to be read here from a moment on."""

    named_as: ClassVar[str] = "document-edition"
    document = models.SlugField(max_length=60)
    edition = models.SlugField(max_length=40)
    title = models.CharField(max_length=200)
    link = models.URLField(max_length=500, blank=True)
    """Where it can be read."""
    text_hash = models.CharField(max_length=64, blank=True)
    """SHA-256 of the text, where we have it: a reading receipt is for that text and no other."""
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)


class Passage(Fact):
    """Somebody passed a gate."""

    named_as: ClassVar[str] = "passage"
    person = models.ForeignKey(Person, **_ITS)
    gate = models.CharField(max_length=182)
    """As `policy/gate.id`."""
    passed_on = models.DateField()
    missing = models.PositiveSmallIntegerField()
    """How many of the things needed were missing when it was passed."""

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("person", name="training_passage_person_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "gate", "passed_on"], name="training_passage_gate")
        ]
