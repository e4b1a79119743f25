"""What somebody was asked to do and has not done, and of whom it is asked in vain."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from ....authority.access import queries as access
from ....authority.access.powers import powers_in_force
from ....ground.kernel.moments import Moment
from ..models import Action, Concern
from ..vocabulary import UNFINISHED


def open_actions(moment: Moment) -> "QuerySet[Action]":
    """Every action that is not done, of matters that are not finished, in the order in which they were set."""
    rows: QuerySet[Action] = Action.objects.known(moment.known_at)
    return rows.filter(done_at=None, concern__state__in=UNFINISHED).order_by("recorded_at", "id")


def no_longer_theirs(actions: Iterable[Action], moment: Moment) -> list[Action]:
    """Of these, those whose owner does not see the matter today: they stepped aside, a wall took them away, or their
    post ended. As many questions as there are owners, however many actions."""
    by_owner: dict[UUID, list[Action]] = defaultdict(list)
    for row in actions:
        by_owner[row.owner_id].append(row)
    if not by_owner:
        return []
    powers = powers_in_force(moment)
    found: list[Action] = []
    for owner, theirs in by_owner.items():
        asked = Concern.objects.filter(pk__in={row.concern_id for row in theirs})
        who = access.reader(owner, powers, moment)
        seen = set(access.visible(asked, who, moment, for_a_while=False).values_list("pk", flat=True))
        found += [row for row in theirs if row.concern_id not in seen]
    return found
