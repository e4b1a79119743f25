"""Taking in what a learning system's export says: exactly what was planned and shown, all of it at once."""

from collections.abc import Sequence
from datetime import datetime

from ....authority.access.vocabulary import Capability
from ....authority.policy.answers import Basis
from ....ground.audit.batches import fingerprint, show, stage
from ....ground.audit.operations import turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.ids import uuid7
from ....ground.kernel.refusals import BadInput, OutOfTurn
from ..models import Completion
from ..queries.course_files import Done, known_of
from .keeping import keeper


class PlanChanged(OutOfTurn):
    """The records have changed since this plan was shown. Nothing was changed: look at a new plan."""

    code = "plan-changed"


def take_in_courses(*, planned: Sequence[Done], actor: Actor, now: datetime) -> int:
    """Write down every completion of a plan; returns how many. The record names them as one batch.

    Raises `NotPermitted`; `BadInput` for an empty plan; `PlanChanged` where one of them was written down meanwhile.
    """
    if not planned:
        raise BadInput("There is nothing to take in: everything in the file is here already.")
    with turn(actor=actor, now=now) as t:
        keeper(t, Capability.MANAGE_REGISTERS)
        if known_of(planned, t.moment):
            raise PlanChanged
        rows = [
            Completion(
                person_id=person,
                course=course,
                done_on=day,
                result=result,
                basis=Basis.DOCUMENT_SEEN,
                recorded_at=t.now,
                by=actor.written,
            )
            for person, course, day, result in planned
        ]
        batch = uuid7()
        stage(batch, rows)
        show(t, batch, *fingerprint(batch))
    return len(rows)
