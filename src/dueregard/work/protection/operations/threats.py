"""Writing down a threat, what was done about it, and what protects somebody; and reading it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ....authority.access.powers import powers_in_force
from ....authority.access.queries import Reader, reader
from ....authority.access.vocabulary import Circle
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.audit.promising import promise
from ....ground.audit.vocabulary import Read, Verb
from ....ground.crypto.operations import make_data_key
from ....ground.kernel.actors import Actor
from ....ground.kernel.canonical import canonical_json
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ....mechanisms.notifications.operations import mark_opened, tell
from ....mechanisms.notifications.vocabulary import Urgency
from ...casework.models import Concern, ConcernPerson
from ..models import OfThreat, ProtectiveMeasure, Threat, ThreatStep
from ..queries import Told, holders_for_threats, opened, sees_threats, threats_seen, who_may_know
from ..rules import missing_of_measure, missing_of_step, missing_of_threat
from ..vocabulary import (
    MAY_FOLLOW,
    THREAT,
    Happened,
    Measure,
    MeasureKept,
    Source,
    Standing,
    ThreatLogged,
    ThreatStepKept,
    Way,
)

_SEALED = Circle.SEALED.stream
"""Whatever the concern's own circle: no list of what happened tells of a threat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Threatened:
    """What somebody writes down of a threat. `words`: what was threatened, against whom, by whom, and the police's
    reference."""

    source: Source
    way: Way
    happened_on: date
    words: Mapping[str, str]
    threatener: UUID | None = None
    """A row of somebody in the concern."""
    works_here: bool = False


def log_threat(*, concern_id: UUID, said: Threatened, actor: Actor, now: datetime) -> Threat:
    """Write a threat down, and tell whoever else may know of it. The concern's own record says nothing of it.

    Raises `NothingHere` for whoever may not, and for a person of another concern; `BadInput`.
    """
    for box, sentence in missing_of_threat(said.words, said.source).items():
        raise BadInput(sentence, field=box)
    with turn(actor=actor, now=now) as t:
        who = _reader(t)
        if not sees_threats(who, concern_id, t.moment):
            raise NothingHere
        _not_to_come(said.happened_on, t, "happened_on")
        concern = Concern.objects.get(pk=concern_id)
        if said.threatener and not ConcernPerson.objects.filter(pk=said.threatener, concern=concern).exists():
            raise NothingHere
        row = Threat(
            concern=concern,
            source=said.source,
            way=said.way,
            happened_on=said.happened_on,
            threatener_id=said.threatener,
            works_here=said.works_here,
            key=make_data_key("threat", now=t.now),
            recorded_at=t.now,
            by=actor.written,
        )
        promised = promise(row, "words", _plain(said.words), row.key)
        row.save()
        t.record(ThreatLogged(said.source), Subject(THREAT, row.id), stream=_SEALED, commitments=[promised])
        _tell_the_others(t, concern, row)
    return row


def keep_threat_step(
    *, threat_id: UUID, happened: Happened, happened_on: date, words: str, actor: Actor, now: datetime
) -> ThreatStep:
    """Write down what was done about a threat, or what came of it. Raises `NothingHere`, `BadInput`."""
    if sentence := missing_of_step(words, happened):
        raise BadInput(sentence, field="words")
    with turn(actor=actor, now=now) as t:
        row = _theirs(t, threat_id)
        _not_to_come(happened_on, t, "happened_on")
        step = ThreatStep(
            threat=row, happened=happened, happened_on=happened_on, recorded_at=t.now, by=actor.written
        )
        _write(t, row, step, words, ThreatStepKept(step.id, happened))
    return step


def keep_measure(
    *,
    threat_id: UUID,
    kind: Measure,
    standing: Standing,
    since: date,
    words: str,
    actor: Actor,
    now: datetime,
) -> ProtectiveMeasure:
    """Write down what protects somebody. Raises `NothingHere`, `BadInput`."""
    if sentence := missing_of_measure(words, kind):
        raise BadInput(sentence, field="words")
    with turn(actor=actor, now=now) as t:
        row = _theirs(t, threat_id)
        return _stands(t, row, kind, standing, since, words, None)


def move_measure(
    *, measure_id: UUID, standing: Standing, since: date, words: str, actor: Actor, now: datetime
) -> ProtectiveMeasure:
    """Say that a measure stands otherwise from a day on; what it stood as before stays readable.

    Raises `NothingHere`, `OutOfTurn` when somebody has, `BadInput`.
    """
    if not words.strip():
        raise BadInput("Say what changed, and who said so.", field="words")
    with turn(actor=actor, now=now) as t:
        before = ProtectiveMeasure.objects.filter(pk=measure_id).first()
        if before is None:
            raise NothingHere
        row = _theirs(t, before.threat_id)
        if ProtectiveMeasure.objects.filter(replaces=before).exists():
            raise OutOfTurn("Somebody has said since how it stands. Look at it again.")
        if standing not in MAY_FOLLOW[Standing(before.standing)]:
            raise BadInput("It cannot stand so after what it stood as.", field="standing")
        if since < before.since:
            raise BadInput("This is before it stood as it does.", field="since")
        return _stands(t, row, Measure(before.kind), standing, since, words, before)


def read_threats(*, concern_id: UUID, actor: Actor, now: datetime) -> list[Told]:
    """The threats of a concern that the actor may see; logged before a word is opened. Raises `NothingHere`."""
    with turn(actor=actor, now=now, always=True) as t:
        who = _reader(t)
        if not sees_threats(who, concern_id, t.moment):
            raise NothingHere
        rows = threats_seen(who, concern_id, t.moment)
        if rows:
            t.record(Read(tuple(row.id for row in rows)), Subject("concern", concern_id), stream=_SEALED)
    return opened(rows, t.moment)


def _stands(
    t: Turn,
    row: Threat,
    kind: Measure,
    standing: Standing,
    since: date,
    words: str,
    before: ProtectiveMeasure | None,
) -> ProtectiveMeasure:
    _not_to_come(since, t, "since")
    measure = ProtectiveMeasure(
        threat=row,
        kind=kind,
        standing=standing,
        since=since,
        replaces=before,
        recorded_at=t.now,
        by=t.actor.written,
    )
    _write(t, row, measure, words, MeasureKept(measure.id, standing))
    return measure


def _write(t: Turn, row: Threat, made: OfThreat, words: str, verb: Verb) -> None:
    promised = promise(made, "words", _plain({"words": words}), row.key)
    made.save()
    t.record(verb, Subject(THREAT, row.id), stream=_SEALED, commitments=[promised])


def _tell_the_others(t: Turn, concern: Concern, row: Threat) -> None:
    powers = powers_in_force(t.moment)
    others = (one for one in sorted(holders_for_threats(t.moment)) if one != t.actor.person_id)
    readers = [reader(person, powers, t.moment) for person in others]
    tell(
        t,
        people=who_may_know(concern, row, readers, t.moment),
        thing_kind=THREAT,
        thing_id=row.id,
        stream=_SEALED,
        urgency=Urgency.NOW,
        occasion="threat-logged",
        of_new=True,
    )


def _theirs(t: Turn, threat_id: UUID) -> Threat:
    """A threat the actor may see; writing about it answers what they were told of it."""
    who = _reader(t)
    row = Threat.objects.filter(pk=threat_id).select_related("key").first()
    if row is None or row.id not in {one.id for one in threats_seen(who, row.concern_id, t.moment)}:
        raise NothingHere
    mark_opened(t, thing_id=row.id, person_id=who.person_id)
    return row


def _reader(t: Turn) -> Reader:
    if t.actor.person_id is None:
        raise NothingHere
    return reader(t.actor.person_id, powers_in_force(t.moment), t.moment)


def _not_to_come(day: date, t: Turn, field: str) -> None:
    if day > london_day(t.now):
        raise BadInput("This day is still to come. Give the day on which it was so.", field=field)


def _plain(words: Mapping[str, str]) -> str:
    return canonical_json({name: word for name, word in words.items() if word.strip()}).decode()
