"""A request for a correction of the file on oneself, and its answer."""

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


class CorrectionRequest(Fact):
    """Somebody says that something kept about them is wrong."""

    named_as: ClassVar[str] = "correction_request"
    person = models.ForeignKey(Person, **_ITS)
    key = models.ForeignKey(
        DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )
    words = SealedField(context="training.correctionrequest.v1", key="key")

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("person", name="training_correctionrequest_person_own"),
            SameProvider("key", name="training_correctionrequest_key_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "person"], name="training_correctionrequest_of")
        ]


class CorrectionAnswer(Fact):
    """What became of it, with the reason, by somebody else. Under the same key, so that both go together."""

    named_as: ClassVar[str] = "correction_answer"
    request = models.ForeignKey(CorrectionRequest, **_ITS)
    answered = models.CharField(max_length=10)
    """Of `Answered`."""
    key = models.ForeignKey(
        DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )
    words = SealedField(context="training.correctionanswer.v1", key="key")

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("request", name="training_correctionanswer_request_own"),
            SameProvider("key", name="training_correctionanswer_key_own"),
            models.UniqueConstraint(fields=["provider_id", "request"], name="training_correctionanswer_once"),
        ]
