"""Answering what people ask about what is held of them, step by step."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from ...authority.access import queries as access
from ...authority.access.powers import powers_in_force
from ...ground.audit.operations import Subject, Turn, turn
from ...ground.audit.vocabulary import Read
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment, london_day
from ...ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ...mechanisms.clocks.queries.calendars import calendar
from ...mechanisms.clocks.vocabulary import RungKind
from ...mechanisms.notifications.vocabulary import Urgency
from ...work.casework.operations.handling import write_entry
from ...work.casework.operations.naming import by_reference
from ...work.casework.reports import Occurred
from ...work.casework.vocabulary import EntryKind, Precision
from .models import RightsRequest, RightsStep
from .queries.requests import Standing, request_with, sees, standings, step_words, words_of
from .request_steps import check_words, stream_of, tell_whoever_answers, write_step
from .rules.requests import may_extend, waits_for_them
from .wants import ENDS, OURS, Step

_StandsAgainst = Callable[[RightsRequest, Step, access.Reader, Moment], str]
_ASKED_BEFORE: list[_StandsAgainst] = []


def ask_before_answering(what_stands_against: _StandsAgainst) -> None:
    """Register who is asked, before a step is taken, what stands against it: a sentence, or nothing. Whoever takes the
    step reads it."""
    if what_stands_against not in _ASKED_BEFORE:
        _ASKED_BEFORE.append(what_stands_against)


def read_request(
    *, row_id: UUID, actor: Actor, now: datetime
) -> tuple[Standing, Mapping[str, str], dict[UUID, str]]:
    """A request with its words, and those of each step; the reading is written down first. Raises `NothingHere`."""
    with turn(actor=actor, now=now, always=True) as t:
        row = _taken(t, row_id)
        t.record(Read((row.id,)), Subject("rights-request", row.id), stream=stream_of(row))
    [one] = standings([row], Moment.now(now))
    return one, words_of(row), step_words(row, one.steps)


def take_step(*, row_id: UUID, step: Step, words: str, actor: Actor, now: datetime) -> RightsStep:
    """Write down what was done, and stop or move the clock.

    Raises `NothingHere`; `BadInput` without words; `OutOfTurn` for what cannot come next.
    """
    if step not in OURS:
        raise TypeError(f"{step} is not somebody's here to write")
    if not words.strip():
        raise BadInput("Write it in words. Whoever asked reads them, unless it is a note.", field="words")
    check_words([words])
    with turn(actor=actor, now=now) as t:
        row = _taken(t, row_id)
        _may_come(row, step, t)
        return write_step(t, row, step, words.strip())


def put_on_record(*, row_id: UUID, reference: str, words: str, actor: Actor, now: datetime) -> None:
    """Put their own account on the record it belongs to, as an entry in their words.

    Which record it was stands nowhere but there. Raises as `take_step`, and `BadInput` for a reference that the actor
    can open no concern with.
    """
    if not words.strip():
        raise BadInput("Leave their words in, or copy the part that belongs to this record.", field="words")
    with turn(actor=actor, now=now) as t:
        row = _taken(t, row_id)
        hand = by_reference(t, reference)
        write_entry(hand, EntryKind.OWN_ACCOUNT, words, Occurred(row.recorded_at, Precision.MINUTE))
        write_step(t, row, Step.ON_RECORD, "Their own account was put on a record.")


def remind_of_requests(reached: Iterable[tuple[UUID, RungKind, int]], t: Turn) -> None:
    """The clock of a request has reached a rung: whoever answers is told, within the caller's turn."""
    for row_id, kind, step in reached:
        row = request_with(row_id)
        if row is not None:
            urgency = Urgency.THIS_WEEK if kind is RungKind.REMIND else Urgency.TODAY
            tell_whoever_answers(t, row, urgency, f"rights-{kind}-{step}")


def _taken(t: Turn, row_id: UUID) -> RightsRequest:
    row = request_with(row_id)
    if row is None or t.actor.person_id is None:
        raise NothingHere
    if not sees(row, access.reader(t.actor.person_id, powers_in_force(t.moment), t.moment), t.moment):
        raise NothingHere
    return row


def _may_come(row: RightsRequest, step: Step, t: Turn) -> None:
    moment, person = t.moment, t.actor.person_id
    [one] = standings([row], moment)
    done = [(Step(each.step), each.done_on) for each in one.steps]
    said = {each for each, _ in done}
    if step in ENDS and said & ENDS:
        raise OutOfTurn("This was answered already. Write to them with “Words for them”.")
    if step is Step.KNOWN and not waits_for_them(done):
        raise OutOfTurn("They have not been asked who they are or what they mean, so the time runs already.")
    received, day = london_day(row.recorded_at), london_day(moment.as_at)
    if step is Step.EXTENDED and not may_extend(one.want, received, done, day, calendar(moment)):
        raise OutOfTurn("Two more months can be taken once, and only before the first is over.")
    if person is None:
        raise NothingHere
    who = access.reader(person, powers_in_force(moment), moment)
    for what_stands_against in _ASKED_BEFORE:
        if sentence := what_stands_against(row, step, who, moment):
            raise OutOfTurn(
                sentence, who_can_help="Whoever weighs it can finish; the page of the request says who."
            )
