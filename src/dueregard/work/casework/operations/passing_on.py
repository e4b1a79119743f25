"""What somebody was asked to do in a matter does not go with them: whoever has the matter now gets it, by the same day.

Who stepped aside, and whom a wall took away, is told nothing and changes nothing: a row of the program's own replaces
the one that named them.
"""

from collections import defaultdict
from uuid import UUID

from ....authority.access.vocabulary import Circle
from ....ground.audit.operations import Subject, Turn
from ....ground.audit.promising import promise
from ....ground.crypto.operations import Shut, unseal
from ....ground.kernel.moments import london_day
from ....mechanisms.notifications.operations import tell
from ....mechanisms.notifications.vocabulary import Urgency
from ..models import Action, Concern
from ..queries.acting import no_longer_theirs, open_actions
from ..verbs import ActionSet
from .handing_on import WALLS, who_has_it
from .working_copy import bring_up_to_date


def pass_on_actions(t: Turn, concern: Concern | None = None) -> None:
    """Give every open action whose owner no longer sees its matter to somebody who has that in hand, and tell them; of
    one matter, or of all. Where nobody has it the action waits as the matter does, and is passed on when somebody
    has."""
    asked = open_actions(t.moment)
    if concern is not None:
        asked = asked.filter(concern=concern)
    lost: dict[Concern, list[Action]] = defaultdict(list)
    for row in no_longer_theirs(asked.select_related("concern__account_key"), t.moment):
        lost[concern or row.concern].append(row)
    for one, rows in lost.items():
        if (taker := who_has_it(one, t.moment)) is not None:
            given = [row for row in rows if _pass_on(t, one, row, taker)]
            if given:
                _tell(t, one, taker, given)
                bring_up_to_date(t, one)


def _pass_on(t: Turn, concern: Concern, before: Action, taker: UUID) -> bool:
    """False where its words cannot be opened: then nobody else could read what it was."""
    try:
        words = unseal(before, "words", concern.account_key)
    except Shut:
        return False
    row = Action(
        concern=concern,
        owner_id=taker,
        due_on=before.due_on,
        replaces=before,
        recorded_at=t.now,
        by=WALLS.written,
    )
    promised = promise(row, "words", words, concern.account_key)
    row.save()
    subject, stream = Subject("concern", concern.id), Circle(concern.circle).stream
    t.record(ActionSet(row.id, taker), subject, stream=stream, commitments=[promised])
    return True


def _tell(t: Turn, concern: Concern, taker: UUID, given: list[Action]) -> None:
    soon = min(row.due_on for row in given) <= london_day(t.now)
    tell(
        t,
        people=[taker],
        thing_kind="concern",
        thing_id=concern.id,
        stream=Circle(concern.circle).stream,
        urgency=Urgency.TODAY if soon else Urgency.THIS_WEEK,
        occasion=f"passed-on-{given[0].id.hex}",
    )
