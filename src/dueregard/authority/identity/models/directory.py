"""Person and organisation of one provider, and which login is which person."""

from typing import ClassVar

from django.db import models

from ....ground.audit.batches import Batched, BatchedFact, BatchedFactOfSomebody, of_a_batch
from ....ground.audit.house import HouseFact
from ....ground.kernel.constraints import SameProvider
from ....ground.kernel.models import Fact, Owned
from .accounts import Account


class Person(Batched, Owned):
    """An anchor for one human being at one provider; what we know of them are facts that name it."""

    named_as: ClassVar[str] = "person"
    recorded_at = models.DateTimeField()

    class Meta(Owned.Meta):
        indexes: ClassVar[list[models.Index]] = [of_a_batch("identity_person_batch")]


class PersonDetails(BatchedFactOfSomebody):
    """Name, date of birth and ways to reach a person; a correction is a new row."""

    person = models.ForeignKey(
        Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="details"
    )
    given_names = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100)
    date_of_birth = models.DateField(null=True, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    folded = models.CharField(max_length=220, editable=False)
    """Folded "family, given", for finding and sorting."""

    class Meta(BatchedFactOfSomebody.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *BatchedFactOfSomebody.Meta.constraints,
            SameProvider("person", name="identity_persondetails_person_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *BatchedFactOfSomebody.Meta.indexes,
            models.Index(fields=["provider_id", "folded"], name="identity_details_folded"),
            models.Index(fields=["provider_id", "person"], name="identity_details_person"),
        ]

    @property
    def full_name(self) -> str:
        """Given names first, as people say it."""
        return f"{self.given_names} {self.family_name}".strip()


class Organisation(BatchedFact):
    """An employer or a subcontractor."""

    named_as: ClassVar[str] = "organisation"
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)


class Membership(Fact):
    """An account may sign in to this provider as this person."""

    named_as: ClassVar[str] = "membership"
    account = models.ForeignKey(Account, on_delete=models.DO_NOTHING, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("person", name="identity_membership_person_own"),
        ]


class Invitation(Fact):
    """A person may set up a sign-in of their own, once, by a code. Used, taken back or replaced: a row that withdraws
    it."""

    named_as: ClassVar[str] = "invitation"
    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.DO_NOTHING, related_name="+")
    """The sign-in they will have. Until it is used nobody can sign in to it: it has no password and no membership."""
    tag = models.CharField(max_length=64)
    """A keyed fingerprint of the code, which is kept nowhere as it was written."""
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("person", name="identity_invitation_person_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "tag"], name="identity_invitation_tag")
        ]


class Alias(HouseFact):
    """Two person rows are the same human being, until somebody parts them again."""

    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    same_as = models.ForeignKey(Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta(HouseFact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *HouseFact.Meta.constraints,
            SameProvider("person", name="identity_alias_person_own"),
            SameProvider("same_as", name="identity_alias_same_as_own"),
        ]


class OutsideSignIn(Fact):
    """An identity provider of the provider's own, which may say who somebody is. A change is a row of its own, so that
    its secret lies under the row it was typed for."""

    named_as: ClassVar[str] = "outside-sign-in"
    name = models.CharField(max_length=60)
    """What its button says."""
    issuer = models.CharField(max_length=300)
    client_id = models.CharField(max_length=200)
    secret = models.BinaryField()
    """Closed under a key of the house: see `ground.crypto.accounts`."""
    tenant = models.CharField(max_length=100, blank=True)
    """The only tenant (`tid`) that is believed; empty where the issuer has none."""
    subject_claim = models.CharField(max_length=10)
    """By which of its words somebody is known: `sub`, or `oid` at Microsoft."""
    proves_twice = models.BooleanField(default=False)
    """Whether its word for a second step is taken."""


class OutsideIdentity(Fact):
    """Somebody's identity at an issuer opens their sign-in at this provider. Tied by themselves alone."""

    named_as: ClassVar[str] = "outside-identity"
    account = models.ForeignKey(Account, on_delete=models.DO_NOTHING, related_name="+")
    tag = models.CharField(max_length=64)
    """A keyed fingerprint of issuer and subject; neither is kept."""

    class Meta(Fact.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "tag"], name="identity_outside_tag")
        ]
