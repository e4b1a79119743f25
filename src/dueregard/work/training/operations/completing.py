"""Recording that somebody did a course or read a document, putting a slip right, and taking it back."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from ....authority.access.vocabulary import Capability
from ....authority.policy.answers import Basis
from ....ground.audit.operations import Subject, turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import BadInput, NothingHere
from ..models import Completion
from ..vocabulary import CompletionCorrected, CompletionRecorded, Mode, Result
from .keeping import is_about_themselves, keeper


def record_completions(
    *,
    person_ids: Collection[UUID],
    course: str,
    done_on: date,
    result: Result,
    basis: Basis,
    actor: Actor,
    now: datetime,
    mode: Mode | None = None,
    edition: str = "",
    evidence_id: UUID | None = None,
) -> list[Completion]:
    """Record one thing that several people did together, as a sign-in sheet says it. What somebody has read they may
    say themselves. Raises `NotPermitted`, and `BadInput` for a day that has not come or a sheet with nobody on it."""
    if not person_ids:
        raise BadInput("Choose at least one person.")
    with turn(actor=actor, now=now) as t:
        if not (result is Result.READ and is_about_themselves(t, person_ids)):
            keeper(t, Capability.MANAGE_REGISTERS)
        if done_on > london_day(t.now):
            raise BadInput("That day has not come yet. Give the day on which it was done.")
        rows = [
            Completion(
                person_id=person,
                course=course,
                done_on=done_on,
                result=result,
                mode=mode or "",
                edition=edition,
                basis=basis,
                evidence_id=evidence_id,
                recorded_at=t.now,
                by=actor.written,
            )
            for person in dict.fromkeys(person_ids)
        ]
        for row in rows:
            row.save()
            t.record(CompletionRecorded(row.id, result), Subject("person", row.person_id))
    return rows


def correct_completion(
    *,
    completion_id: UUID,
    actor: Actor,
    now: datetime,
    done_on: date | None = None,
    result: Result | None = None,
    mode: Mode | None = None,
    course: str = "",
    withdraw: bool = False,
) -> Completion:
    """Put a slip right by a row that replaces it, or take it back. Raises `NothingHere` when it is not the last word
    on it any more, and `NotPermitted`."""
    with turn(actor=actor, now=now) as t:
        keeper(t, Capability.MANAGE_REGISTERS)
        row = Completion.objects.known(t.now).filter(pk=completion_id).first()
        if row is None:
            raise NothingHere
        if done_on and done_on > london_day(t.now):
            raise BadInput("That day has not come yet. Give the day on which it was done.")
        changes = {"done_on": done_on, "result": result, "mode": mode, "course": course}
        given = {name: value for name, value in changes.items() if value}
        after = row.successor(recorded_at=t.now, by=actor.written, batch_id=None, withdrawn=withdraw, **given)
        after.save()
        t.record(CompletionCorrected(after.id, withdraw), Subject("person", row.person_id))
    return after
