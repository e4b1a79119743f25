"""The people round the person: who they are, how to reach them, and whether we may speak to them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ....authority.access.vocabulary import Circle, Part
from ....ground.audit.operations import turn
from ....ground.audit.promising import promise
from ....ground.crypto.operations import Shut, make_data_key, unseal
from ....ground.kernel.actors import Actor
from ....ground.kernel.canonical import canonical_json
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import BadInput
from ..models import ConcernPerson
from ..verbs import PersonChanged, PersonNamed
from ..vocabulary import Around, MayWeSpeak
from .handling import WRITES_THE_RECORD, take_hand
from .persons import replace_row, standing_row


@dataclass(frozen=True, slots=True)
class Speaking:
    """Whether we may speak to somebody: the answer (None: nobody has asked), who gave it, and on which day."""

    answer: MayWeSpeak | None = None
    said_by: str = ""
    said_on: date | None = None


def add_person(
    *,
    concern_id: UUID,
    part: Part | Around,
    words: Mapping[str, str],
    speaking: Speaking,
    actor: Actor,
    now: datetime,
) -> ConcernPerson:
    """Add somebody to a concern. `words` tell who they are and how to reach them; walls follow once somebody says which
    person of the directory they are."""
    if not any(word.strip() for word in words.values()):
        raise BadInput("Say who they are: a name, or what they are called.", field="name")
    _check(speaking, now)
    with turn(actor=actor, now=now) as t:
        hand = take_hand(t, concern_id, *WRITES_THE_RECORD)
        row = ConcernPerson(
            concern=hand.concern,
            part=part,
            key=make_data_key("party", now=t.now),
            may_we_speak=speaking.answer or "",
            speak_said_on=_day(speaking, t.now),
            recorded_at=t.now,
            by=actor.written,
        )
        text = _written(words, speaking)
        promised = promise(row, "words", text, row.key)
        row.save()
        stream = Circle(hand.concern.circle).stream
        t.record(PersonNamed(row.id), hand.subject, stream=stream, commitments=[promised])
        hand.move()
    return row


def change_person(
    *,
    concern_id: UUID,
    row_id: UUID,
    words: Mapping[str, str],
    speaking: Speaking,
    actor: Actor,
    now: datetime,
) -> ConcernPerson:
    """Say anew how to reach somebody, and whether we may speak to them. What was said before stays beneath.

    Raises `OutOfTurn` when somebody else has changed it first.
    """
    _check(speaking, now)
    with turn(actor=actor, now=now) as t:
        hand = take_hand(t, concern_id, *WRITES_THE_RECORD)
        old = standing_row(t, hand.concern, row_id)
        try:
            before = json.loads(unseal(old, "words", old.key) or "{}")
        except Shut as shut:
            raise BadInput(f"{shut.sentence} Add this person anew.", who_can_help=shut.who_can_help) from None
        row, promised = replace_row(
            t,
            old,
            words=_written(before | dict(words), speaking),
            may_we_speak=speaking.answer or "",
            speak_said_on=_day(speaking, t.now),
        )
        stream = Circle(hand.concern.circle).stream
        t.record(PersonChanged(row.id), hand.subject, stream=stream, commitments=[promised])
        hand.move()
    return row


def _check(speaking: Speaking, now: datetime) -> None:
    if speaking.answer and not speaking.said_by.strip():
        raise BadInput("Say who said so: whoever speaks to them must be able to ask.", field="said_by")
    if speaking.said_on and speaking.said_on > london_day(now):
        raise BadInput("This day is in the future. Say when they said so.", field="said_on")


def _day(speaking: Speaking, now: datetime) -> date | None:
    """On which day they said so; today, when an answer comes without one."""
    return (speaking.said_on or london_day(now)) if speaking.answer else None


def _written(words: Mapping[str, str], speaking: Speaking) -> str:
    kept = {name: word for name, word in words.items() if word.strip() and name != "said_by"}
    return canonical_json(kept | ({"said_by": speaking.said_by} if speaking.answer else {})).decode()
