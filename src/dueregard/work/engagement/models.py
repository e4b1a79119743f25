"""A time in which a learner does not take part, what was done to reach them, and how it ended. Rows are only added."""

from typing import ClassVar

from django.db import models

from ...ground.crypto.fields import SealedField
from ...ground.crypto.models import DataKey
from ...ground.kernel.constraints import SameProvider
from ...ground.kernel.models import Fact


class Episode(Fact):
    """Somebody noted it. Who it is lies with the words: no row names a learner, so that no list of learners can show
    it."""

    named_as: ClassVar[str] = "episode"
    sort = models.CharField(max_length=12)
    """Of `Sort`."""
    noticed_on = models.DateField()
    """When it was first noticed; of a break, its first day. Time runs from here, not from when it was written down."""
    topics = models.CharField(max_length=60, blank=True)
    """The modules somebody cannot open: words of `Topic`, each after a space."""
    back_by = models.DateField(null=True, blank=True)
    """Of a break: when they mean to come back."""
    writer_id = models.UUIDField()
    """Who noted it, of the directory: whoever is reminded."""
    key = models.ForeignKey(
        DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )
    words = SealedField(context="engagement.episode.v1", key="key")

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("key", name="engagement_episode_key_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "sort", "noticed_on"], name="engagement_episode_of_sort"),
        ]


class OfEpisode(Fact):
    """A row of one episode. Its words lie under the episode's key, and go when it goes."""

    episode = models.ForeignKey(
        Episode, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=False
    )

    class Meta(Fact.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("episode", name="%(app_label)s_%(class)s_episode_own"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "episode"], name="%(app_label)s_%(class)s_episode")
        ]


class Step(OfEpisode):
    """Somebody tried to reach the learner, was in touch, looked at their programme with them, or saw them learn."""

    named_as: ClassVar[str] = "step"
    kind = models.CharField(max_length=12)
    """Of `Kept`."""
    happened_on = models.DateField()
    way = models.CharField(max_length=24)
    """Of `Way`."""
    came = models.CharField(max_length=24, blank=True)
    """Of `CameOfIt`; empty for what is no attempt."""
    words = SealedField(context="engagement.step.v1", key="episode.key")


class Flag(OfEpisode):
    """Whoever the policy names was told, once. When is when it was written: nobody is told before or after it."""

    named_as: ClassVar[str] = "flag"
    governed_by = models.CharField(max_length=160)
    """Edition id and control address of what named them."""

    class Meta(OfEpisode.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfEpisode.Meta.constraints,
            models.UniqueConstraint(fields=["provider_id", "episode"], name="engagement_flag_once"),
        ]


class Ending(OfEpisode):
    """How it ended, and the reason that was found."""

    named_as: ClassVar[str] = "ending"
    outcome = models.CharField(max_length=16)
    """Of `Outcome`."""
    ended_on = models.DateField()
    """When they were back, could open the modules again, or left."""
    words = SealedField(context="engagement.ending.v1", key="episode.key")

    class Meta(OfEpisode.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfEpisode.Meta.constraints,
            models.UniqueConstraint(fields=["provider_id", "episode"], name="engagement_ending_once"),
        ]
