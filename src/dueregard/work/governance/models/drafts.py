"""A text on its way to being an edition: each text that was kept, what was knowingly left open, and how far it came."""

from typing import Any, ClassVar

from django.db import models

from ....authority.policy.models import Edition
from ....ground.kernel.constraints import SameProvider
from ....ground.kernel.models import Fact

_ITS: dict[str, Any] = {
    "on_delete": models.DO_NOTHING,
    "db_constraint": False,
    "related_name": "+",
    "db_index": False,  # each table has an index that begins with the provider
}


class Draft(Fact):
    """One text of a draft. The next text of it replaces this row, so that two who write at once do not lose a word."""

    named_as: ClassVar[str] = "draft"
    begun = models.UUIDField()
    """The first row of the same draft: its address, whatever its text."""
    policy = models.SlugField(max_length=60)
    text = models.TextField()
    """The whole file. It may have faults the gate would refuse: they are mended before it is put forward."""
    base = models.ForeignKey(
        Edition,
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        db_index=False,
    )
    """The edition in force it was begun from; empty: the policy is new."""

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("base", name="governance_draft_base_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "begun"], name="governance_draft_begun"),
            models.Index(fields=["provider_id", "policy"], name="governance_draft_policy"),
        ]


class Gap(Fact):
    """A value that a policy does not give, knowingly left open, and why. It holds for later editions too, while it is
    not given."""

    named_as: ClassVar[str] = "gap"
    policy = models.SlugField(max_length=60)
    address = models.CharField(max_length=200)
    """Policy, control and key: `prevent/clock.report.within`."""
    why = models.CharField(max_length=500)
    """Of the policy, and of nobody."""

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [*Fact.Meta.constraints]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "policy"], name="governance_gap_policy")
        ]


class Putting(Fact):
    """A text of a draft was put before whoever must be asked or must sign. Taken back, it may be changed again."""

    named_as: ClassVar[str] = "putting"
    draft = models.ForeignKey(Draft, **_ITS)
    change = models.CharField(max_length=10)
    """Of `Change`."""
    signed_under = models.CharField(max_length=160, blank=True)
    """Edition and control whose steps count, as `policy.answers.InForce.source`; empty: the owner signs."""

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("draft", name="governance_putting_draft_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "draft"], name="governance_putting_draft")
        ]


class Publication(Fact):
    """A signed text became an edition. When it is in force is the adoption's to say."""

    named_as: ClassVar[str] = "publication"
    putting = models.ForeignKey(Putting, **_ITS)
    edition = models.ForeignKey(Edition, **_ITS)
    since = models.DateTimeField()
    changes = models.CharField(max_length=1000, blank=True)
    """What changed since the edition before, in plain words for everybody; of the policy, and of nobody."""

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("putting", name="governance_publication_putting_own"),
            SameProvider("edition", name="governance_publication_edition_own"),
            models.UniqueConstraint(fields=["provider_id", "putting"], name="governance_publication_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "edition"], name="governance_publication_ed")
        ]
