"""A time at which one of us was in touch with a body outside, what came of it, and what was agreed. Rows are only
added."""

from typing import ClassVar

from django.db import models

from ...ground.crypto.fields import SealedField
from ...ground.crypto.models import DataKey
from ...ground.kernel.constraints import SameProvider
from ...ground.kernel.models import Fact


class Exchange(Fact):
    """Somebody of ours was in touch with a body outside. With whom there, about what and what they said are words."""

    named_as: ClassVar[str] = "exchange"
    control = models.CharField(max_length=160)
    """`policy/liaison.id`, whatever the edition."""
    body = models.SlugField(max_length=60, db_index=False)
    happened_on = models.DateField()
    way = models.CharField(max_length=10)
    """Of `Way`."""
    ours_id = models.UUIDField()
    """Who of us, of the directory."""
    key = models.ForeignKey(
        DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )
    words = SealedField(context="liaison.exchange.v1", key="key")

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("key", name="liaison_exchange_key_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "control", "happened_on"], name="liaison_exchange_of")
        ]


class OfExchange(Fact):
    """A row of one exchange. Its words lie under the exchange's key, and go when it goes."""

    exchange = models.ForeignKey(
        Exchange, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )

    class Meta(Fact.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("exchange", name="%(app_label)s_%(class)s_exchange_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "exchange"], name="%(app_label)s_%(class)s_exchange")
        ]


class Upshot(OfExchange):
    """What changed here because of it, or why nothing did. It is said once."""

    named_as: ClassVar[str] = "upshot"
    came = models.CharField(max_length=10)
    """Of `Came`."""
    words = SealedField(context="liaison.upshot.v1", key="exchange.key")

    class Meta(OfExchange.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfExchange.Meta.constraints,
            models.UniqueConstraint(fields=["provider_id", "exchange"], name="liaison_upshot_once"),
        ]


class Undertaking(OfExchange):
    """What a post of ours is to do by a day, as it was agreed."""

    named_as: ClassVar[str] = "undertaking"
    post = models.SlugField(max_length=60, db_index=False)
    due_on = models.DateField()
    words = SealedField(context="liaison.undertaking.v1", key="exchange.key")


class Fulfilment(OfExchange):
    """It was done."""

    named_as: ClassVar[str] = "fulfilment"
    undertaking = models.ForeignKey(
        Undertaking, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )
    done_on = models.DateField()
    words = SealedField(context="liaison.fulfilment.v1", key="exchange.key")

    class Meta(OfExchange.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfExchange.Meta.constraints,
            SameProvider("undertaking", name="liaison_fulfilment_undertaking_own"),
            models.UniqueConstraint(fields=["provider_id", "undertaking"], name="liaison_fulfilment_once"),
        ]


class Retraction(OfExchange):
    """It was written down by mistake. The exchange stays in the record, and counts for nothing from then on."""

    named_as: ClassVar[str] = "retraction"
    words = SealedField(context="liaison.retraction.v1", key="exchange.key")

    class Meta(OfExchange.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfExchange.Meta.constraints,
            models.UniqueConstraint(fields=["provider_id", "exchange"], name="liaison_retraction_once"),
        ]
