"""What people say of themselves that they did, with the certificate that shows it, and what became of it."""

from typing import ClassVar

from django.db import models

from ....authority.identity.models import Person
from ....ground.kernel.constraints import SameProvider
from ....ground.kernel.models import Fact


class Claim(Fact):
    """Somebody says they did a course, and sent the certificate. It counts for nothing until whoever looks after
    training has seen it; a row that replaces it says what they found, or that it was taken back."""

    named_as: ClassVar[str] = "claim"
    person = models.ForeignKey(
        Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )
    course = models.SlugField(max_length=60)
    done_on = models.DateField()
    mode = models.CharField(max_length=16, blank=True)
    file_id = models.UUIDField()
    """The certificate, of `mechanisms.files`."""
    answer = models.CharField(max_length=16, blank=True)
    """Of `Answer`; empty: it waits to be seen."""

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("person", name="training_claim_person_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "person"], name="training_claim_person"),
            models.Index(fields=["provider_id", "answer"], name="training_claim_answer"),
            models.Index(fields=["provider_id", "file_id"], name="training_claim_file"),
        ]
