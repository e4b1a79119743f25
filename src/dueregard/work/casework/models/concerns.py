"""A concern as it was reported, the people in it, and to whom it went."""

from typing import ClassVar

from django.db import models

from ....ground.crypto.fields import SealedField
from ....ground.crypto.models import DataKey
from ....ground.kernel.constraints import SameProvider
from ....ground.kernel.models import Fact, Owned
from ..vocabulary import UNFINISHED


class Concern(Owned):
    """A worry somebody reported. What was reported never changes; `circle`, `state` and the working times
    are the desk's
    working copy of what the rows around it say, kept here so that a queue of a million stays quick."""

    named_as: ClassVar[str] = "concern"
    reference = models.CharField(max_length=12)
    """Random; tells nothing about order, number or person."""
    request_id = models.UUIDField()
    """Born with the form: sending twice is one concern."""
    reporter = models.CharField(max_length=20)
    about = models.CharField(max_length=24)
    strand = models.CharField(max_length=20)
    population = models.SlugField(max_length=40, blank=True)
    channel = models.CharField(max_length=20)
    source = models.CharField(max_length=60, blank=True)
    """What made somebody notice: words of the closed list, each after a space; in clear, so that it can be counted."""
    identity_checked = models.BooleanField()
    danger = models.BooleanField()
    emergency_called_at = models.DateTimeField(null=True, blank=True)
    noticed_at = models.DateTimeField(null=True, blank=True)
    noticed_to_the = models.CharField(max_length=6, blank=True)
    """`minute`, `day`, or empty when nobody said."""
    disclosed_at = models.DateTimeField(null=True, blank=True)
    """When somebody told the reporter."""
    disclosed_to_the = models.CharField(max_length=6, blank=True)
    happened_at = models.DateTimeField(null=True, blank=True)
    happened_to_the = models.CharField(max_length=6, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    """When the reporter first told somebody here, by whatever channel."""
    received_at = models.DateTimeField()
    by = models.CharField(max_length=60)
    receipt_tag = models.CharField(max_length=64)
    """Keyed fingerprint of reference and code; the code itself is kept nowhere."""
    account_key = models.ForeignKey(
        DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    account = SealedField(context="casework.account.v1", key="account_key")
    raiser_key = models.ForeignKey(
        DataKey, null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    raiser = SealedField(context="casework.raiser.v1", key="raiser_key", null=True)
    raiser_apart = models.BooleanField(default=False)
    """Whether whoever reported asked that handlers should not have their name. No other row then bears their id."""

    circle = models.CharField(max_length=8)
    state = models.CharField(max_length=16)
    opened_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Owned.Meta.constraints,
            SameProvider("account_key", name="casework_concern_account_key_own"),
            SameProvider("raiser_key", name="casework_concern_raiser_key_own"),
            models.UniqueConstraint(
                fields=["provider_id", "reference"], name="casework_concern_one_a_reference"
            ),
            models.UniqueConstraint(
                fields=["provider_id", "request_id"], name="casework_concern_one_a_request"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["provider_id", "circle", "state", "-received_at", "id"], name="casework_concern_queue"
            ),
            # The queue in its order, without the closed ones: its page is read off, however many concerns there are.
            models.Index(
                fields=["provider_id", "circle", "-received_at", "id"],
                condition=models.Q(state__in=[state.value for state in UNFINISHED]),
                name="casework_concern_unfinished",
            ),
            models.Index(fields=["provider_id", "receipt_tag"], name="casework_concern_receipt"),
        ]


class ConcernPerson(Fact):
    """Somebody in a concern: identifying words under their own key, a link to the directory once somebody makes it."""

    concern = models.ForeignKey(Concern, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    part = models.CharField(max_length=20)
    person_id = models.UUIDField(null=True, blank=True)
    """A person of the directory, once a handler has said so; never a foreign key."""
    key = models.ForeignKey(DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    words = SealedField(context="casework.person.v1", key="key")
    may_we_speak = models.CharField(max_length=10, blank=True)
    """`yes`, `no`, `ask-first` or `not-safe`; empty where nobody has asked. Who said so lies with the words."""
    speak_said_on = models.DateField(null=True, blank=True)

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("concern", name="casework_concernperson_concern_own"),
            SameProvider("key", name="casework_concernperson_key_own"),
        ]


class Delivery(Fact):
    """The concern was put before somebody, because a policy says so."""

    counted_as: ClassVar[tuple[str, ...]] = ("casework.delivered",)
    concern = models.ForeignKey(Concern, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    person_id = models.UUIDField()
    role = models.SlugField(max_length=60)
    purpose = models.CharField(max_length=12)
    """`receive`, `picked`, `copy`, `review` or `join`."""
    rung = models.PositiveSmallIntegerField()
    governed_by = models.CharField(max_length=160)
    """Edition id and control address of the route."""

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("concern", name="casework_delivery_concern_own"),
            models.UniqueConstraint(
                fields=["provider_id", "concern", "person_id", "purpose"], name="casework_delivery_once_each"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "person_id"], name="casework_delivery_person")
        ]
