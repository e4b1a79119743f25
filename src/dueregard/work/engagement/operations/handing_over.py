"""Handing a learner who does not take part over as a concern: by a person, who says what worries them."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from ....authority.access.vocabulary import Part
from ....ground.audit.operations import Subject, turn
from ....ground.audit.vocabulary import Read
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import BadInput, OutOfTurn
from ...casework.operations.reporting import report_concern
from ...casework.reports import Occurred, PersonNamed, Receipt, Report
from ...casework.vocabulary import AboutKind, Precision, ReporterKind
from ..queries import words_of
from ..rules import runs_from
from ..vocabulary import EPISODE, Outcome
from .noting import end_episode, running


def hand_over(
    *, episode_id: UUID, seen_words: str, danger: bool, request_id: UUID, actor: Actor, now: datetime
) -> Receipt:
    """Report a concern about the learner, as whoever says it; then what was noted here is in other hands.

    Nothing here names the concern, and whoever else reads this learns no more than that somebody sees to it. A person
    does this, for a reason of theirs: not taking part is no concern. Raises `NothingHere`, `OutOfTurn`, `BadInput`.
    """
    if not seen_words.strip():
        raise BadInput("Say what worries you.", field="seen")
    with turn(actor=actor, now=now, always=True) as t:
        row = running(t, episode_id)
        t.record(Read((row.id,)), Subject(EPISODE, row.id))
    report = Report(
        reporter=ReporterKind.STAFF,
        about=AboutKind.LEARNER,
        account={"seen": seen_words},
        danger=danger,
        raiser_person_id=actor.person_id,
        people=(PersonNamed(Part.WORRIED_ABOUT, {"name": words_of(row, row.key).get("who", "")}),),
        noticed=Occurred(runs_from(row.noticed_on), Precision.DAY),
    )
    receipt = report_concern(report=report, request_id=request_id, actor=actor, now=now)
    # On its own: a report that has been stored stays, whatever becomes of the rest. Whoever was cut off between the two
    # sends the same once more, and somebody else may have ended it meanwhile.
    with suppress(OutOfTurn):
        end_episode(
            episode_id=episode_id,
            outcome=Outcome.PASSED_ON,
            ended_on=max(london_day(now), row.noticed_on),
            words="It is with somebody who can help.",
            actor=actor,
            now=now,
        )
    return receipt
