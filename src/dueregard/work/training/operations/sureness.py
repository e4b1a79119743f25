"""Answering how sure one feels, before or after a session: counted, and not kept as anybody's."""

from collections.abc import Mapping
from datetime import date, datetime, time

from django.db.models import F

from ....ground.audit.operations import turn
from ....ground.kernel.actors import Actor, ActorKind
from ....ground.kernel.ids import blurred
from ....ground.kernel.moments import LONDON, london_day
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ..models import SureTally
from ..queries.sureness import courses_asked_of
from ..vocabulary import Side, Sure, SureOf

MOST_PEOPLE = 500
"""On one side of one session: whoever has the address of a room cannot fill the record with it."""


def answer_how_sure(
    *, course: str, held_on: date, side: Side, answers: Mapping[SureOf, Sure], actor: Actor, now: datetime
) -> None:
    """Count what somebody answered. Nobody in particular acts: a person as the actor is a fault of ours.

    No entry is written into the audit record, on purpose: it would have a minute, and with it an answer had a face.
    Raises `NothingHere` for a course that nobody is asked about, `OutOfTurn` on another day than the session's, and
    when more people have answered than a room holds; `BadInput` unless each question is answered.
    """
    if actor.kind is not ActorKind.OUTSIDER:
        raise ValueError("answers are nobody's")
    if set(answers) != set(SureOf):
        raise BadInput("Answer both questions.")
    with turn(actor=actor, now=now) as t:
        if course not in courses_asked_of(t.moment):
            raise NothingHere
        if held_on != london_day(t.moment.as_at):
            raise not_today()
        if _people(course, held_on, side) >= MOST_PEOPLE:
            raise OutOfTurn("So many people have answered this that no more can.")
        for of, sure in answers.items():
            _count(course=course, held_on=held_on, side=side, of=of, sure=sure)


def not_today() -> OutOfTurn:
    """What is said on every other day than that of the session."""
    return OutOfTurn(
        "This can be answered on the day of the session only.",
        who_can_help="Whoever gave the session can show you the square for today.",
    )


def _people(course: str, held_on: date, side: Side) -> int:
    rows = SureTally.objects.filter(course=course, held_on=held_on, side=side, of=SureOf.NOTICE)
    return sum(rows.values_list("people", flat=True))


def _count(*, held_on: date, **answer: str) -> None:
    """One more of this answer. The row's id carries the day and no time, and rows stand in no order of answering."""
    with blurred(datetime.combine(held_on, time(), LONDON)):
        SureTally.objects.get_or_create(held_on=held_on, **answer, defaults={"people": 0})
    SureTally.objects.filter(held_on=held_on, **answer).update(people=F("people") + 1)
