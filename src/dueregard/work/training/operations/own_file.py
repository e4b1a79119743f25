"""Opening the file on somebody who works here, asking for a correction of one's own, and answering that."""

from datetime import datetime
from uuid import UUID

from ....authority.access.powers import powers_in_force
from ....authority.access.queries import holders, rows_of
from ....authority.access.vocabulary import Capability
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.audit.promising import promise
from ....ground.audit.vocabulary import Stream
from ....ground.crypto.operations import make_data_key
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ....ground.kernel.rulings import deny
from ....mechanisms.notifications.operations import Telling, tell_all
from ....mechanisms.notifications.vocabulary import Urgency
from ..models import CorrectionAnswer, CorrectionRequest
from ..own_file import Answered, CorrectionAnswered, CorrectionAsked, FileRead
from ..queries.own_file import Asked, one_request
from .checks import keeper_of

CORRECTIONS = "correction-request"
"""The kind of thing whoever keeps the record is told of: that somebody asks for a correction."""


def open_file(*, person_id: UUID, actor: Actor, now: datetime) -> None:
    """Write into the audit record that somebody is about to open the file on a person. Raises `NotPermitted`; if it
    cannot be written, nothing is shown."""
    with turn(actor=actor, now=now, always=True) as t:
        keeper_of(t)
        t.record(FileRead(), Subject("person", person_id))


def ask_for_correction(*, words: str, actor: Actor, now: datetime) -> CorrectionRequest:
    """Say that something kept about oneself is wrong, and tell whoever keeps the record. Raises `NothingHere` for
    nobody in particular; `BadInput` without words."""
    if not words.strip():
        raise BadInput("Say what is wrong, and what it should say.", field="words")
    with turn(actor=actor, now=now) as t:
        if t.actor.person_id is None:
            raise NothingHere
        row = CorrectionRequest(
            person_id=t.actor.person_id,
            key=make_data_key("correction", now=t.now),
            recorded_at=t.now,
            by=t.actor.written,
        )
        promised = promise(row, "words", words.strip(), row.key)
        row.save()
        t.record(CorrectionAsked(row.id), Subject("person", row.person_id), commitments=[promised])
        tell_all(t, [_telling(t, row)])
    return row


def answer_correction(
    *, request_id: UUID, answered: Answered, reason: str, actor: Actor, now: datetime
) -> CorrectionAnswer:
    """Say what became of a request, and why. What was wrong is put right where it stands; this says that it was.

    Raises `NotPermitted`, to whoever asked as well; `NothingHere`; `OutOfTurn` where it was answered already;
    `BadInput` without a reason.
    """
    if not reason.strip():
        raise BadInput("Say what was done, or why it stays. They read it.", field="reason")
    with turn(actor=actor, now=now) as t:
        asked = _asked(request_id, t)
        if asked.answer is not None:
            raise OutOfTurn("Somebody answered this already. Look again.")
        row = CorrectionAnswer(
            request=asked.row, answered=answered, key=asked.row.key, recorded_at=t.now, by=t.actor.written
        )
        promised = promise(row, "words", reason.strip(), row.key)
        row.save()
        verb = CorrectionAnswered(row.id, answered)
        t.record(verb, Subject("correction_request", asked.row.id), commitments=[promised])
    return row


def _asked(request_id: UUID, t: Turn) -> Asked:
    keeper = keeper_of(t)
    found = one_request(request_id, t.moment)
    if found is None:
        raise NothingHere
    if keeper is not None and found.row.person_id in rows_of(keeper.person_id, t.moment):
        deny("Nobody answers what they asked themselves.").enforce(
            who_can_help="Somebody else who keeps the single central record must."
        )
    return found


def _telling(t: Turn, row: CorrectionRequest) -> Telling:
    powers = powers_in_force(t.moment)
    roles = [role for role, given in powers.may.items() if Capability.KEEP_CHECKS in given]
    people = {holding.person_id for holding in holders(roles, t.moment)}
    return Telling(
        people=frozenset(people - rows_of(row.person_id, t.moment)),
        thing_kind=CORRECTIONS,
        thing_id=row.id,
        stream=Stream.OPEN,
        urgency=Urgency.THIS_WEEK,
        occasion=f"asked-{london_day(t.now)}",
    )
