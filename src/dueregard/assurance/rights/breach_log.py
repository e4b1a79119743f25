"""Noting a breach, writing about it, and the clock of telling the regulator."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ...authority.access import queries as access
from ...authority.access.powers import powers_in_force
from ...ground.audit.operations import Subject, Turn, turn
from ...ground.audit.promising import promise
from ...ground.audit.vocabulary import Stream
from ...ground.crypto.operations import make_data_key
from ...ground.kernel.actors import Actor
from ...ground.kernel.ids import uuid7
from ...ground.kernel.refusals import BadInput, NothingHere
from ...ground.kernel.rulings import deny
from ...mechanisms.clocks.operations.owing import close, owe
from ...mechanisms.clocks.rules.owing import Identity, Owed, Rung, Terms
from ...mechanisms.clocks.vocabulary import HOUSE_RULE, RungKind
from ...mechanisms.notifications.operations import tell
from ...mechanisms.notifications.vocabulary import Urgency
from .models import Breach, BreachEntry
from .queries.breaches import breach, notes_breaches, sees, who_sees, written
from .queries.gone import check_still_there
from .rules.breaches import ESCALATED_AFTER, REMINDED_BEFORE, due, settles
from .vocabulary import DECIDES, BreachPart, BreachStands, BreachWritten, Telling

CLOCK = "breach.regulator"
_ASK = "Whoever is accountable here, or decides on concerns, can."


@dataclass(frozen=True, slots=True)
class Said:
    """What is written about one part; `telling` and `told_at` for the parts that hold a decision."""

    part: BreachPart
    words: str
    telling: Telling | None = None
    told_at: datetime | None = None


def note_breach(*, aware_at: datetime, restricted: bool, what: str, actor: Actor, now: datetime) -> Breach:
    """Note a breach and tell whoever may see it, at once; the clock runs from when somebody here knew.

    Raises `NotPermitted`; `BadInput` without words, and for a time that is not yet.
    """
    if not what.strip():
        raise BadInput("Say what happened, as far as you know.", field="what")
    if aware_at > now:
        raise BadInput("This is in the future. The clock starts when somebody here knew.", field="aware")
    with turn(actor=actor, now=now) as t:
        who = _reader(t)
        if not notes_breaches(who, t.moment):
            deny("None of your roles here lets you note a breach.").enforce(who_can_help=_ASK)
        row = Breach(
            log=uuid7(),
            writer_id=who.person_id,
            aware_at=aware_at,
            restricted=restricted,
            recorded_at=t.now,
            by=t.actor.written,
        )
        _save(t, row)
        _write(t, row, Said(BreachPart.HAPPENED, what), who.person_id)
        owe(t, [_owed(row)], of_new=True)
        _tell(t, row, Urgency.NOW, "breach-noted")
    return row


def write_about_breach(*, log: UUID, said: Said, actor: Actor, now: datetime) -> None:
    """Write one part of a breach, or write it anew: what stood before stays beneath.

    Deciding that the regulator need not be told, or saying when they were, stops the clock; deciding to tell starts it
    again. Raises `NothingHere`; `BadInput` without words, or without the decision or its time.
    """
    if not said.words.strip():
        raise BadInput("Write something, and why.", field="words")
    if (said.part in DECIDES) != (said.telling is not None):
        raise BadInput("Say what you decided.", field="telling")
    if (said.telling is Telling.TOLD) != (said.told_at is not None):
        raise BadInput("Say when they were told; leave it empty when they were not.", field="told")
    if said.told_at and said.told_at > now:
        raise BadInput("This is in the future. Say that you will tell them, and come back.", field="told")
    with turn(actor=actor, now=now) as t:
        row, who = breach(log, t.moment), _reader(t)
        if row is None or not sees(row, who, t.moment):
            raise NothingHere
        check_still_there(log)
        stood = written(log, t.moment).get(said.part)
        _write(t, row, said, who.person_id, stood.row if stood else None)
        if said.part is BreachPart.REGULATOR and settles(said.telling) != row.settled:
            _settle(t, row, settled=settles(said.telling))


def remind_of_breaches(reached: Iterable[tuple[UUID, RungKind, int]], t: Turn) -> None:
    """The clock of a breach has reached a rung: whoever may see it is told, within the caller's turn."""
    for log, kind, step in reached:
        row = breach(log, t.moment)
        if row is not None and not row.settled:
            _tell(t, row, Urgency.TODAY if kind is RungKind.REMIND else Urgency.NOW, f"breach-{kind}-{step}")


def stream_of(row: Breach) -> Stream:
    """What touches a restricted concern leaves nothing in the open chain."""
    return Stream.SEALED if row.restricted else Stream.OPEN


def _reader(t: Turn) -> access.Reader:
    if t.actor.person_id is None:
        raise NothingHere
    return access.reader(t.actor.person_id, powers_in_force(t.moment), t.moment)


def _settle(t: Turn, row: Breach, *, settled: bool) -> None:
    _save(t, row.successor(settled=settled, recorded_at=t.now, by=t.actor.written))
    if settled:
        close(t, about_id=row.log, controls=[CLOCK])
    else:
        owe(t, [_owed(row)])


def _save(t: Turn, row: Breach) -> None:
    row.save()
    verb = BreachStands(row.log, row.aware_at, row.settled)
    t.record(verb, Subject("breach", row.id), stream=stream_of(row), effective=row.aware_at)


def _write(t: Turn, row: Breach, said: Said, writer: UUID, before: BreachEntry | None = None) -> None:
    entry = BreachEntry(
        log=row.log,
        part=said.part,
        telling=said.telling or "",
        told_at=said.told_at,
        writer_id=writer,
        key=make_data_key("breach", now=t.now),
        replaces=before,
        recorded_at=t.now,
        by=t.actor.written,
    )
    promised = promise(entry, "words", said.words.strip(), entry.key)
    entry.save()
    verb = BreachWritten(said.part, said.telling)
    t.record(verb, Subject("breach-entry", entry.id), stream=stream_of(row), commitments=[promised])


def _owed(row: Breach) -> Owed:
    """Telling the regulator, or deciding that they need not be told; a rule of the law, which no policy changes."""
    until = due(row.aware_at)
    rungs = (
        *(Rung(RungKind.REMIND, step, until - before) for step, before in enumerate(REMINDED_BEFORE, 1)),
        Rung(RungKind.LATE, 1, until),
        Rung(RungKind.ESCALATE, 1, until + ESCALATED_AFTER),
    )
    terms = Terms(owners=(), opened_at=row.aware_at, due_at=until, rungs=rungs)
    return Owed(Identity(HOUSE_RULE, CLOCK, "breach-log", row.log, "aware"), terms, stream_of(row))


def _tell(t: Turn, row: Breach, urgency: Urgency, occasion: str) -> None:
    people = who_sees(row, t.moment) - ({t.actor.person_id} if t.actor.person_id else set())
    tell(
        t,
        people=people,
        thing_kind="breach-log",
        thing_id=row.log,
        stream=stream_of(row),
        urgency=urgency,
        occasion=occasion,
    )
