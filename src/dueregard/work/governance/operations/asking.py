"""Telling whoever has the next word on a draft that it waits for them, also who came into the post later."""

from datetime import datetime
from uuid import UUID

from ....authority.access.queries import holders
from ....authority.policy.values.who import Prefix
from ....ground.audit.operations import Turn, turn
from ....ground.audit.vocabulary import Stream
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import Moment
from ....mechanisms.notifications.operations import Telling, tell_all
from ....mechanisms.notifications.vocabulary import Urgency
from ..ids import id_of_policy
from ..queries.drafts import draft
from ..queries.waiting import asked_as, that_wait
from ..vocabulary import POLICY


def ask_whose_turn(t: Turn, begun: UUID) -> None:
    """Write to each person whose yes or no the step that is open waits for: one letter for each step of a putting, and
    none to whoever may not say it, such as its author where the policy forbids that."""
    found = draft(begun, t.moment)
    waits = found.standing.turn_of if found and found.standing else None
    if found is None or found.putting is None or waits is None:
        return
    posts = [one.id for one in waits.meeting.lacking if one.prefix is Prefix.ROLE]
    people = {row.person_id for row in holders(posts, t.moment)}
    telling = Telling(
        people=frozenset(person for person in people if asked_as(found, person, t.moment)),
        thing_kind=POLICY,
        thing_id=id_of_policy(found.row.policy),
        stream=Stream.OPEN,
        urgency=Urgency.THIS_WEEK,
        occasion=f"asked-{found.putting.id}-{waits.number}",
    )
    tell_all(t, [telling])


def ask_who_came_since(*, actor: Actor, now: datetime) -> None:
    """Write to whoever came into a post while a draft waits for it. Who was written to already is not again."""
    if not (waiting := [one.row.begun for one in that_wait(Moment.now(now))]):
        return
    with turn(actor=actor, now=now) as t:
        for begun in waiting:
            ask_whose_turn(t, begun)
