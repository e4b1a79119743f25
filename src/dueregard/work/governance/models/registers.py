"""What somebody saw who looked at an entry of a register beside a policy."""

from typing import ClassVar

from django.db import models

from ....ground.crypto.fields import SealedField
from ....ground.crypto.models import DataKey
from ....ground.kernel.constraints import SameProvider
from ....ground.kernel.models import Fact
from ....ground.tenancy.models import Site


class RegisterLook(Fact):
    """Somebody looked at one entry: a law, a companion policy, a handbook. The next look stands beside it."""

    named_as: ClassVar[str] = "register_look"
    control = models.CharField(max_length=160)
    """`policy/kind.id`, whatever the edition."""
    item = models.SlugField(max_length=60)
    audience = models.CharField(max_length=20, blank=True)
    """Of `Audience`; empty where the register knows none."""
    site = models.ForeignKey(
        Site,
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        db_index=False,
    )
    looked_on = models.DateField()
    saw = models.CharField(max_length=10)
    """Of `Saw`."""
    basis = models.CharField(max_length=20)
    """Of `Basis`: a document seen, or somebody's word."""
    own_review = models.DateField(null=True, blank=True)
    """Of a companion policy: the day by which its own text says that it is looked at again."""
    key = models.ForeignKey(
        DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )
    words = SealedField(context="governance.registerlook.v1", key="key")
    """What was seen, and where."""

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("site", name="governance_registerlook_site_own"),
            SameProvider("key", name="governance_registerlook_key_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "control", "looked_on"], name="governance_registerlook_of")
        ]
