"""Saying that one did a course, with the certificate; and looking at what others say of themselves."""

from datetime import date, datetime
from uuid import UUID

from ....authority.access.queries import rows_of
from ....authority.policy.answers import Basis
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.ids import uuid7
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ....mechanisms.files.operations.receiving import Received
from ....mechanisms.files.queries import states_of
from ....mechanisms.files.vocabulary import State
from ..models import Claim, Completion
from ..vocabulary import Answer, ClaimAnswered, Claimed, CompletionRecorded, Mode, Result
from .certificates import keep_certificate
from .keeping import keeps_training_of_another


def claim_course(
    *,
    course: str,
    done_on: date,
    certificate: Received,
    actor: Actor,
    now: datetime,
    mode: Mode | None = None,
) -> Claim:
    """Say that one did a course, and send what shows it. It counts once somebody else has seen it.

    Raises `BadInput` for a day that has not come, and for what waits to be seen already; `NotTaken` for a file that is
    too large.
    """
    if actor.person_id is None:
        raise NothingHere
    with turn(actor=actor, now=now) as t:
        if done_on > london_day(t.now):
            raise BadInput("That day has not come yet. Give the day on which you did it.", field="done_on")
        waiting = Claim.objects.known(t.now).filter(
            person_id__in=rows_of(actor.person_id, t.moment), course=course, done_on=done_on, answer=""
        )
        if waiting.exists():
            raise BadInput("You have sent this already, and it waits to be looked at.")
        claim_id = uuid7()
        row = Claim(
            id=claim_id,
            person_id=actor.person_id,
            course=course,
            done_on=done_on,
            mode=mode or "",
            file_id=keep_certificate(t, certificate, claim_id),
            recorded_at=t.now,
            by=actor.written,
        )
        row.save()
        t.record(Claimed(row.id), Subject("person", row.person_id))
    return row


def answer_claim(
    *, claim_id: UUID, answer: Answer, actor: Actor, now: datetime, result: Result = Result.CERTIFICATE
) -> Completion | None:
    """Say what was found of what somebody says they did; what is so becomes a completion, which is returned.

    Raises `NotPermitted`, to whom it is about as well; `NothingHere`; `OutOfTurn` where it was answered or taken back;
    and `BadInput` for a certificate that nobody can have seen, because its file does not open.
    """
    with turn(actor=actor, now=now) as t:
        row = _claim(claim_id)
        keeps_training_of_another(t, row.person_id)
        _still_waits(row, t)
        if answer is Answer.SEEN and states_of([row.file_id]).get(row.file_id) is not State.READY:
            raise BadInput("Nobody can open this file yet, so nobody has seen it.", field="answer")
        _answered(t, row, answer)
        return _completed(t, row, result) if answer is Answer.SEEN else None


def take_back_claim(*, claim_id: UUID, actor: Actor, now: datetime) -> None:
    """Take back what one said oneself, while it waits. Raises `NothingHere` to everybody else, and `OutOfTurn`."""
    with turn(actor=actor, now=now) as t:
        row = _claim(claim_id)
        if actor.person_id is None or row.person_id not in rows_of(actor.person_id, t.moment):
            raise NothingHere
        _still_waits(row, t)
        _answered(t, row, None)


def _claim(claim_id: UUID) -> Claim:
    row: Claim | None = Claim.objects.filter(pk=claim_id).first()
    if row is None:
        raise NothingHere
    return row


def _still_waits(row: Claim, t: Turn) -> None:
    if row.answer or not Claim.objects.known(t.now).filter(pk=row.pk).exists():
        raise OutOfTurn("This was answered or taken back already. Look again.")


def _answered(t: Turn, row: Claim, answer: Answer | None) -> None:
    after = row.successor(
        answer=answer or "", withdrawn=answer is None, recorded_at=t.now, by=t.actor.written
    )
    after.save()
    t.record(ClaimAnswered(after.id, answer), Subject("person", row.person_id))


def _completed(t: Turn, row: Claim, result: Result) -> Completion:
    done = Completion(
        person_id=row.person_id,
        course=row.course,
        done_on=row.done_on,
        result=result,
        mode=row.mode,
        basis=Basis.DOCUMENT_SEEN,
        evidence_id=row.file_id,
        recorded_at=t.now,
        by=t.actor.written,
    )
    done.save()
    t.record(CompletionRecorded(done.id, result), Subject("person", row.person_id))
    return done
