"""Opening the words of what was noted. Whoever is shown them is written down first; if that fails, nothing is shown."""

from datetime import datetime
from uuid import UUID

from ....ground.audit.operations import Subject, turn
from ....ground.audit.vocabulary import Read as WasRead
from ....ground.kernel.actors import Actor
from ....ground.kernel.refusals import NothingHere
from ..models import Episode
from ..queries import Read, opened, visible
from ..vocabulary import EPISODE
from .noting import reading


def read_episodes(*, actor: Actor, now: datetime, episode_id: UUID | None = None) -> list[Read]:
    """What the actor may read, or the one of it; logged before a word is opened. Raises `NothingHere` for one that is
    not theirs."""
    with turn(actor=actor, now=now, always=True) as t:
        who = reading(t)
        rows = visible(who, t.moment)
        if episode_id:
            rows = rows.filter(pk=episode_id)
        ids = tuple(rows.order_by("noticed_on", "id").values_list("id", flat=True))
        if episode_id and not ids:
            raise NothingHere
        if ids:
            subject = Subject(EPISODE, episode_id) if episode_id else Subject("person", who.person_id)
            t.record(WasRead(ids), subject)
    return opened(Episode.objects.filter(pk__in=ids), t.moment)
