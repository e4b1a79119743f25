"""How sure people felt before and after a session: how many chose each answer, and nothing of any of them.

It is a tally and no list of answers. A row for each answer would have a place in the table, and so an order; an entry
in the audit record would have a minute; and either would say in a small room whose it was. So neither is kept.
"""

from typing import ClassVar

from django.db import models

from ....ground.kernel.models import Owned


class SureTally(Owned):
    """How many people gave one answer to one question, on one side of a session."""

    course = models.SlugField(max_length=60)
    """As the policies name it."""
    held_on = models.DateField()
    """The day of the session, on which alone it can be answered."""
    side = models.CharField(max_length=6)
    of = models.CharField(max_length=8)
    sure = models.CharField(max_length=12)
    people = models.PositiveIntegerField()

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(
                fields=["provider_id", "course", "held_on", "side", "of", "sure"],
                name="training_suretally_one_an_answer",
            ),
        ]
