"""Worries that were talked through first, where the policy says with whom: one stayed a talk, one became a concern."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID, uuid5

from ...ground.kernel.moments import Moment
from ...work.casework.reports import Occurred
from ...work.casework.vocabulary import AboutKind, PersonKind, Precision
from ...work.consultation.operations.talking import Note, make_concern, note_talk
from ...work.consultation.queries import controls
from ...work.consultation.vocabulary import Asker
from .beats import Open, Sort
from .handling import Scene, play
from .happening import Crew, Happening
from .people import Plays

_STAYED = (
    Asker.EMPLOYER,
    "An apprentice of theirs is tired and short with people since he moved. Is that for us?",
    "To ask him how he sleeps and eats, and to ring again in a week. They did: he has found a room of his own.",
)
_BECAME = (
    Asker.STAFF,
    "She no longer eats with the others and keeps her sleeves down. Her tutor did not want to make much of it.",
    "That it is not too little, and that I write it down with what the tutor saw.",
)
_SEEN = "She stays away at lunch, and pulls her sleeves down when somebody looks. Her tutor has seen it for two weeks."


def talking(crew: Crew) -> Iterator[Happening]:
    """Two talks with whoever leads."""
    yield crew.happens(33, partial(_talk, crew, _STAYED), hour=14)
    yield crew.happens(8, partial(_becomes_a_concern, crew), hour=14)


def _talk(crew: Crew, said: tuple[Asker, str, str], now: datetime) -> None:
    if controls(Moment.now(now)):
        _note(crew, said, now)


def _becomes_a_concern(crew: Crew, now: datetime) -> None:
    if not controls(Moment.now(now)):
        return
    talk, actor = _note(crew, _BECAME, now), crew.as_(Plays.LEAD)
    receipt = make_concern(
        talk_id=talk,
        about=AboutKind.LEARNER,
        name=crew.house.known_as("friend").name,
        seen=_SEEN,
        danger=False,
        request_id=uuid5(talk, "concern"),
        actor=actor,
        now=now,
    )
    reason = "She may be hurting herself. Her tutor sits with her at lunch until we have talked."
    for beat in (Open(days=0.01), Sort(days=0.02, person=PersonKind.CHILD, reason=reason)):
        play(beat, Scene(receipt.concern_id, None, actor, now + timedelta(days=beat.days)))


def _note(crew: Crew, said: tuple[Asker, str, str], now: datetime) -> UUID:
    asker, what, advised = said
    talked = Occurred(now - timedelta(minutes=40), Precision.MINUTE)
    note = Note(talked=talked, asker=asker, what=what, advised=advised)
    return note_talk(note=note, actor=crew.as_(Plays.LEAD), now=now).id
