"""Holdings, relationships, absences, parties and recusals: facts that permission is computed from."""

from typing import ClassVar

from django.db import models

from ...ground.audit.house import HouseFact
from ...ground.crypto.fields import SealedField
from ...ground.crypto.models import DataKey
from ...ground.kernel.constraints import SameProvider
from ...ground.kernel.models import Fact
from ...ground.tenancy.models import Site
from ..identity.models import Person


class Holding(HouseFact):
    """A person holds a role, at one site or everywhere, for a time."""

    named_as: ClassVar[str] = "holding"
    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    role = models.SlugField(max_length=60)
    """A role of the policies in force, without its prefix: `dsl`."""
    manner = models.CharField(max_length=12)
    site = models.ForeignKey(
        Site, null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta(HouseFact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *HouseFact.Meta.constraints,
            SameProvider("person", name="access_holding_person_own"),
            SameProvider("site", name="access_holding_site_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "role"], name="access_holding_role")
        ]


class Proposal(HouseFact):
    """Somebody proposes to give a post that opens concerns. Whatever the answer, a row that withdraws it."""

    named_as: ClassVar[str] = "proposal"
    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    role = models.SlugField(max_length=60)
    manner = models.CharField(max_length=12)
    proposer = models.ForeignKey(Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    since = models.DateTimeField()
    """From when; a second person who agrees later gives it from then on, never for the past."""
    until = models.DateTimeField(null=True, blank=True)

    class Meta(HouseFact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *HouseFact.Meta.constraints,
            SameProvider("person", name="access_proposal_person_own"),
            SameProvider("proposer", name="access_proposal_proposer_own"),
        ]


class Review(HouseFact):
    """Somebody went through who can open concerns."""

    named_as: ClassVar[str] = "review"
    reviewer = models.ForeignKey(Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")

    class Meta(HouseFact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *HouseFact.Meta.constraints,
            SameProvider("reviewer", name="access_review_reviewer_own"),
        ]


class Lockout(HouseFact):
    """Somebody cannot sign in, as somebody else says. Answered or taken back: a row that withdraws it."""

    named_as: ClassVar[str] = "lockout"
    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    beginner = models.ForeignKey(Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")

    class Meta(HouseFact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *HouseFact.Meta.constraints,
            SameProvider("person", name="access_lockout_person_own"),
            SameProvider("beginner", name="access_lockout_beginner_own"),
        ]


class Vouching(Fact):
    """Somebody vouched for a person who could not sign in."""

    named_as: ClassVar[str] = "vouching"
    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    voucher = models.ForeignKey(Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    knew = models.CharField(max_length=20)
    """How they made sure who it was."""
    key = models.ForeignKey(DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    words = SealedField(context="access.vouching.v1", key="key")
    """Why, in their own words."""

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("person", name="access_vouching_person_own"),
            SameProvider("voucher", name="access_vouching_voucher_own"),
            SameProvider("key", name="access_vouching_key_own"),
        ]


class Readmission(HouseFact):
    """For a time what somebody reads shows to all who handle concerns, and the walls of whoever vouched for them are
    theirs too: by vouching nobody reads what they could not read before."""

    named_as: ClassVar[str] = "readmission"
    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    voucher = models.ForeignKey(Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta(HouseFact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *HouseFact.Meta.constraints,
            SameProvider("person", name="access_readmission_person_own"),
            SameProvider("voucher", name="access_readmission_voucher_own"),
        ]


class Emergency(HouseFact):
    """Somebody opened one matter in an emergency. Ended early, or looked at afterwards: a row that replaces it."""

    named_as: ClassVar[str] = "emergency"
    use = models.UUIDField()
    """The same in every row of one use."""
    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    thing_kind = models.CharField(max_length=20)
    thing_id = models.UUIDField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    told = models.PositiveSmallIntegerField()
    """How many people were told at once."""
    verdict = models.CharField(max_length=16, blank=True)
    """How it was found afterwards; empty while nobody has looked."""

    class Meta(HouseFact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *HouseFact.Meta.constraints,
            SameProvider("person", name="access_emergency_person_own"),
        ]


class EmergencyWords(Fact):
    """Why somebody opened a matter in an emergency, or what was found when somebody looked at it afterwards."""

    named_as: ClassVar[str] = "emergency-words"
    use = models.UUIDField()
    about = models.CharField(max_length=10)
    writer = models.ForeignKey(Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    key = models.ForeignKey(DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    words = SealedField(context="access.emergency.v1", key="key")

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("writer", name="access_emergencywords_writer_own"),
            SameProvider("key", name="access_emergencywords_key_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "use"], name="access_emergencywords_use")
        ]


class Relationship(Fact):
    """Two people are kin, or `person` line-manages `other`."""

    named_as: ClassVar[str] = "relationship"
    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    kinship = models.CharField(max_length=20)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("person", name="access_relationship_person_own"),
            SameProvider("other", name="access_relationship_other_own"),
        ]


class Absence(HouseFact):
    """A person is away for a time, so that their cover steps in."""

    named_as: ClassVar[str] = "absence"
    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta(HouseFact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *HouseFact.Meta.constraints,
            SameProvider("person", name="access_absence_person_own"),
        ]


class Party(Fact):
    """Somebody plays a part in a matter. The person is a keyed tag: the table alone names nobody."""

    thing_kind = models.CharField(max_length=20)
    thing_id = models.UUIDField()
    part = models.CharField(max_length=20)
    tag = models.CharField(max_length=64)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [*Fact.Meta.constraints]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "thing_id", "tag"], name="access_party_thing_tag"),
            models.Index(fields=["provider_id", "tag"], name="access_party_tag"),
        ]


class Recusal(Fact):
    """A person has stepped aside from a matter; their access ends at once."""

    counted_as: ClassVar[tuple[str, ...]] = ("access.recused",)
    thing_kind = models.CharField(max_length=20)
    thing_id = models.UUIDField()
    tag = models.CharField(max_length=64)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [*Fact.Meta.constraints]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "tag"], name="access_recusal_tag")
        ]
