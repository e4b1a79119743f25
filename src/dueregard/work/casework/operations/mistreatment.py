"""Marking a matter as bullying, harassment or discrimination, with what was done to challenge it and how it ended."""

from datetime import datetime
from uuid import UUID

from ....authority.access.vocabulary import Circle
from ....ground.audit.operations import turn
from ....ground.kernel.actors import Actor
from ..models import Mistreatment
from ..queries.mistreatment import kinds_named, mistreatment_of, said_in
from ..rules.mistreatment import Said, judge, written
from ..verbs import MistreatmentMarked
from .checking import of_hand
from .handling import WRITES_THE_RECORD, seal_words, take_hand


def mark_mistreatment(*, concern_id: UUID, said: Said, actor: Actor, now: datetime) -> Mistreatment:
    """Say what a matter is, or what was done since. What was said before stays readable; nothing else follows from it.

    Raises `BadInput` as `judge` does.
    """
    with turn(actor=actor, now=now) as t:
        hand = take_hand(t, concern_id, *WRITES_THE_RECORD)
        before = mistreatment_of(hand.concern, t.moment)
        judge(said, kinds_named(t.moment), said_in(before))
        row = Mistreatment(
            stands=bool(said.kinds),
            challenged=bool(said.challenged.strip()),
            ended=bool(said.ended.strip()),
            **of_hand(hand, before),
        )
        promised = seal_words(hand, row, written(said))
        row.save()
        stream = Circle(hand.concern.circle).stream
        t.record(MistreatmentMarked(row.id), hand.subject, stream=stream, commitments=[promised])
        hand.move()
    return row
