"""Writing a note of a talk, reading one's own, and making a concern of what was talked of."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ....authority.access.powers import powers_in_force
from ....authority.access.queries import Reader, reader
from ....authority.access.vocabulary import Part
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.audit.promising import promise
from ....ground.audit.vocabulary import Read as WasRead
from ....ground.audit.vocabulary import Stream
from ....ground.crypto.operations import make_data_key
from ....ground.kernel.actors import Actor
from ....ground.kernel.canonical import canonical_json
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ...casework.operations.reporting import report_concern
from ...casework.reports import Occurred, PersonNamed, Receipt, Report
from ...casework.vocabulary import AboutKind, Channel, Precision, ReporterKind
from ..models import Passing, Talk
from ..queries import Read, is_talked_to, opened, own
from ..vocabulary import TALK, Asker, Noted, PassedOn

_REPORTS_AS = {one: ReporterKind(one) for one in Asker if one is not Asker.NOT_SAID} | {
    Asker.NOT_SAID: ReporterKind.UNKNOWN
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What somebody writes down of a talk."""

    talked: Occurred
    asker: Asker
    what: str
    """What worried them, in their words where they matter."""
    advised: str


def note_talk(*, note: Note, actor: Actor, now: datetime) -> Talk:
    """Write a note of a talk.

    Raises `NothingHere` for whoever holds no post that people may talk to; `BadInput` for what is left out, and for a
    time to come.
    """
    if not note.what.strip():
        raise BadInput("Say what they wanted to talk through.", field="what")
    if not note.advised.strip():
        raise BadInput("Say what you advised.", field="advised")
    if note.talked.at > now:
        raise BadInput("This is in the future. Write the note once you have talked.", field="talked")
    with turn(actor=actor, now=now) as t:
        who = _reader(t)
        if not is_talked_to(who, t.moment):
            raise NothingHere
        row = Talk(
            talked_at=note.talked.at,
            talked_to_the=note.talked.to_the,
            writer_id=who.person_id,
            key=make_data_key("talk", now=t.now),
            recorded_at=t.now,
            by=actor.written,
        )
        words = {"asker": note.asker, "what": note.what, "advised": note.advised}
        promised = promise(row, "words", canonical_json(words).decode(), row.key)
        row.save()
        t.record(Noted(), Subject(TALK, row.id), effective=row.talked_at, commitments=[promised])
    return row


def read_talks(*, actor: Actor, now: datetime, talk_id: UUID | None = None) -> list[Read]:
    """One's own notes, or one of them; logged before a word is opened. Raises `NothingHere` for one that is not."""
    with turn(actor=actor, now=now, always=True) as t:
        who = _reader(t)
        rows = own(who, t.moment)
        rows = rows.filter(pk=talk_id) if talk_id else rows
        ids = tuple(rows.order_by("talked_at", "id").values_list("id", flat=True))
        if talk_id and not ids:
            raise NothingHere
        if ids:
            subject = Subject(TALK, talk_id) if talk_id else Subject("person", who.person_id)
            t.record(WasRead(ids), subject)
    return opened(Talk.objects.filter(pk__in=ids), t.moment)


def make_concern(
    *, talk_id: UUID, about: AboutKind, name: str, seen: str, danger: bool, request_id: UUID, actor: Actor,
    now: datetime,
) -> Receipt:  # fmt: skip
    """Make a concern of what was talked of. It says when that was, and comes in now; whoever does it has typed it for
    whoever asked, so that they may handle it.

    Raises `NothingHere` for a note that is not theirs; `OutOfTurn` once it has become one; `BadInput`.
    """
    if not seen.strip():
        raise BadInput("Say what the worry is.", field="seen")
    [read] = read_talks(actor=actor, now=now, talk_id=talk_id)
    if read.passed_on:
        raise OutOfTurn("This has become a concern already.")
    talked = Occurred(read.row.talked_at, Precision(read.row.talked_to_the))
    report = Report(
        reporter=_REPORTS_AS[Asker(read.words.get("asker", Asker.NOT_SAID))],
        about=about,
        account={"told": seen},
        channel=Channel.IN_PERSON,
        danger=danger,
        disclosed=talked,
        told_at=talked.at,
        people=(PersonNamed(Part.WORRIED_ABOUT, {"name": name.strip()}),) if name.strip() else (),
    )
    receipt = report_concern(report=report, request_id=request_id, actor=actor, now=now)
    # On its own: a report that has been stored stays, whatever becomes of the rest. Whoever was cut off between the two
    # sends the same once more.
    with turn(actor=actor, now=now) as t:
        if not Passing.objects.filter(talk=read.row).exists():
            row = Passing(talk=read.row, recorded_at=t.now, by=actor.written)
            row.save()
            # Not among what is open: beside it no restricted concern would stand, and that would tell of one.
            t.record(PassedOn(row.id), Subject(TALK, read.row.id), stream=Stream.SEALED)
    return receipt


def _reader(t: Turn) -> Reader:
    if t.actor.person_id is None:
        raise NothingHere
    return reader(t.actor.person_id, powers_in_force(t.moment), t.moment)
