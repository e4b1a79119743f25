"""What somebody asks about what is held of them, and every step until it is answered."""

from typing import ClassVar

from django.db import models

from ....ground.crypto.fields import SealedField
from ....ground.crypto.models import DataKey
from ....ground.kernel.constraints import SameProvider
from ....ground.kernel.models import Fact


class RightsRequest(Fact):
    """Somebody uses a right of theirs. Who they are, and what they wrote, is sealed; it names no concern."""

    named_as: ClassVar[str] = "rights-request"
    request_id = models.UUIDField()
    """Born with the form: sending twice is one request."""
    reference = models.CharField(max_length=12)
    receipt_tag = models.CharField(max_length=64)
    """Keyed fingerprint of reference and code; the code itself is kept nowhere."""
    want = models.CharField(max_length=12)
    restricted = models.BooleanField()
    """It is kept from somebody who would otherwise see it."""
    key = models.ForeignKey(DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    words = SealedField(context="rights.request.v1", key="key")
    """JSON: their name, how to reach them, for whom they ask, and what they wrote."""

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("key", name="rights_rightsrequest_key_own"),
            models.UniqueConstraint(
                fields=["provider_id", "request_id"], name="rights_rightsrequest_one_a_request"
            ),
            models.UniqueConstraint(
                fields=["provider_id", "reference"], name="rights_rightsrequest_one_a_reference"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "receipt_tag"], name="rights_rightsrequest_receipt")
        ]


class RightsStep(Fact):
    """One step of answering: done by somebody here, or written by whoever asked."""

    named_as: ClassVar[str] = "rights-step"
    asked = models.ForeignKey(
        RightsRequest, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    step = models.CharField(max_length=16)
    done_on = models.DateField()
    """The London day on which it was done."""
    words = SealedField(context="rights.step.v1", key="asked.key")

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("asked", name="rights_rightsstep_asked_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "asked"], name="rights_rightsstep_asked")
        ]
