"""A vacancy, what is said of it, who sits on its panel, its candidates, what was decided of each, and who began."""

from typing import Any, ClassVar

from django.db import models

from ....authority.identity.models import Person
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


class Vacancy(Fact):
    """A post that is to be filled."""

    named_as: ClassVar[str] = "vacancy"
    title = models.CharField(max_length=120)
    """What the post is called here."""
    opened_on = models.DateField()

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [*Fact.Meta.constraints]


class VacancyNote(Fact):
    """Something said of a vacancy; said anew, the row before stays beneath."""

    named_as: ClassVar[str] = "vacancy_note"
    vacancy = models.ForeignKey(Vacancy, **_ITS)
    what = models.CharField(max_length=24)
    """Of `Noted`."""
    said_of = models.DateField()
    """The day on which it was, or will be."""
    key = models.ForeignKey(
        DataKey,
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        db_index=False,
    )
    words = SealedField(context="training.vacancynote.v1", key="key", null=True)

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("vacancy", name="training_vacancynote_vacancy_own"),
            SameProvider("key", name="training_vacancynote_key_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "vacancy"], name="training_vacancynote_of")
        ]


class PanelMember(Fact):
    """Somebody sits on the panel of a vacancy; taken back, they do not."""

    named_as: ClassVar[str] = "panel_member"
    vacancy = models.ForeignKey(Vacancy, **_ITS)
    person = models.ForeignKey(Person, **_ITS)

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("vacancy", name="training_panelmember_vacancy_own"),
            SameProvider("person", name="training_panelmember_person_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "vacancy"], name="training_panelmember_of")
        ]


class Candidate(Fact):
    """Somebody who was asked to an interview. Their name and every reason lie under one key, and go with it."""

    named_as: ClassVar[str] = "candidate"
    vacancy = models.ForeignKey(Vacancy, **_ITS)
    key = models.ForeignKey(
        DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )
    name = SealedField(context="training.candidate-name.v1", key="key")

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("vacancy", name="training_candidate_vacancy_own"),
            SameProvider("key", name="training_candidate_key_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "vacancy"], name="training_candidate_of")
        ]


class CandidateDecision(Fact):
    """What was decided of a candidate, and why."""

    named_as: ClassVar[str] = "candidate_decision"
    candidate = models.ForeignKey(Candidate, **_ITS)
    outcome = models.CharField(max_length=12)
    """Of `Chosen`."""
    decided_on = models.DateField()
    reasoned = models.BooleanField()
    """Whether it bears reasons: that it did is still known when the words are disposed of."""
    key = models.ForeignKey(
        DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )
    """The candidate's."""
    words = SealedField(context="training.candidate-reasons.v1", key="key", null=True)

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("candidate", name="training_candidatedecision_candidate_own"),
            SameProvider("key", name="training_candidatedecision_key_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "candidate"], name="training_candidatedecision_of"),
            models.Index(fields=["provider_id", "decided_on"], name="training_candidatedecision_on"),
        ]


class TakenOn(Fact):
    """Whoever was chosen begins, as this person of the directory."""

    named_as: ClassVar[str] = "taken_on"
    candidate = models.ForeignKey(Candidate, **_ITS)
    person = models.ForeignKey(Person, **_ITS)
    begins_on = models.DateField()
    missing = models.PositiveSmallIntegerField()
    """How much of what must be there before somebody begins was missing when it was written down."""

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("candidate", name="training_takenon_candidate_own"),
            SameProvider("person", name="training_takenon_person_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "candidate"], name="training_takenon_of")
        ]
