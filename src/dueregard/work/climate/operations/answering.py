"""Answering whether one feels safe here: counted, and not kept as anybody's."""

from collections.abc import Mapping
from datetime import date, datetime, time

from django.db.models import F

from ....ground.audit.operations import turn
from ....ground.kernel.actors import Actor, ActorKind
from ....ground.kernel.ids import blurred
from ....ground.kernel.moments import LONDON, london_day
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ..models import ClimateTally
from ..queries import asked
from ..rules import week_of
from ..vocabulary import About, Audience, Felt

MOST_PEOPLE = 5000
"""Of one audience in one week: whoever has the address of a room cannot fill the record with it."""


def answer_how_safe(
    *, audience: Audience, answers: Mapping[About, Felt], actor: Actor, now: datetime
) -> None:
    """Count what somebody answered. Nobody in particular acts: a person as the actor is a fault of ours.

    No entry is written into the audit record, on purpose: it would have a minute, and with it an answer had a face.
    Raises `NothingHere` for an audience that no policy asks; `OutOfTurn` when more people have answered this week than
    are there; `BadInput` unless each question is answered.
    """
    if actor.kind is not ActorKind.OUTSIDER:
        raise ValueError("answers are nobody's")
    if set(answers) != set(About):
        raise BadInput("Answer both questions.")
    with turn(actor=actor, now=now) as t:
        if audience not in asked(t.moment):
            raise NothingHere
        week = week_of(london_day(t.moment.as_at))
        rows = ClimateTally.objects.filter(audience=audience, week=week, of=About.SAFE)
        if sum(rows.values_list("people", flat=True)) >= MOST_PEOPLE:
            raise OutOfTurn("So many people have answered this week that no more can.")
        for of, felt in answers.items():
            _count(week=week, audience=audience, of=of, felt=felt)


def _count(*, week: date, **answer: str) -> None:
    """One more of this answer. The row's id carries the week and no time, and rows stand in no order of answering."""
    with blurred(datetime.combine(week, time(), LONDON)):
        ClimateTally.objects.get_or_create(week=week, **answer, defaults={"people": 0})
    ClimateTally.objects.filter(week=week, **answer).update(people=F("people") + 1)
