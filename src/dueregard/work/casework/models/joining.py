"""Two concerns that are one matter."""

from typing import ClassVar

from django.db import models

from ....ground.crypto.fields import SealedField
from ....ground.crypto.models import DataKey
from ....ground.kernel.constraints import SameProvider
from ....ground.kernel.models import Fact
from .concerns import Concern


class JoinedConcern(Fact):
    """Somebody who may read both concerns said that they are one matter. A row that replaces it parts them again.

    It opens nothing: whoever reads one of the two learns of the other only where they may read that too.
    """

    named_as: ClassVar[str] = "joining"
    one = models.ForeignKey(Concern, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    """Of the two ids the smaller, so that a pair has one chain of rows whoever joins it from which side."""
    other = models.ForeignKey(Concern, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    parted = models.BooleanField(default=False)
    key = models.ForeignKey(DataKey, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    """A key of its own: the reason may tell of both, and goes with whichever of them goes first."""
    words = SealedField(context="casework.joining.v1", key="key")

    class Meta(Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            SameProvider("one", name="casework_joinedconcern_one_own"),
            SameProvider("other", name="casework_joinedconcern_other_own"),
            SameProvider("key", name="casework_joinedconcern_key_own"),
            # However many join the same two at once, they are joined once.
            models.UniqueConstraint(
                fields=["provider_id", "one", "other"],
                condition=models.Q(replaces=None),
                name="casework_joinedconcern_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["provider_id", "one"], name="casework_joined_one"),
            models.Index(fields=["provider_id", "other"], name="casework_joined_other"),
        ]
