"""Emergency access: one matter, for a few hours, with a reason, seen by others at once and looked at afterwards.

What it is for and who is told, the room of the matter says; here is who may, what is kept of it, and when it ends.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ...ground.audit.operations import Subject, Turn
from ...ground.audit.promising import promise
from ...ground.crypto.operations import Shut, make_data_key, unseal
from ...ground.kernel.ids import uuid7
from ...ground.kernel.moments import Moment
from ...ground.kernel.rulings import Ruling
from .models import Emergency, EmergencyWords, Holding, Party
from .operations import end_party
from .powers import accountable_roles, powers_in_force
from .queries import person_tag, reader, rows_of
from .readmitting import is_watched
from .rules import EMERGENCY_LASTS, may_open_in_emergency
from .vocabulary import EmergencyAbout, EmergencyStands, EmergencyWritten, Part, Verdict


@dataclass(frozen=True, slots=True)
class Written:
    """Something that was written about an emergency access."""

    about: EmergencyAbout
    writer_id: UUID
    at: datetime
    words: str


def is_accountable(person_id: UUID, moment: Moment) -> bool:
    """Whether somebody holds a post that answers for a policy in force."""
    own, roles = rows_of(person_id, moment), accountable_roles(moment)
    return any(row.person_id in own and row.role in roles for row in Holding.at(moment))


def ruling_on_emergency(person_id: UUID, moment: Moment) -> Ruling:
    """Whether somebody may use emergency access at all; what it may open depends on the matter."""
    mine = reader(person_id, powers_in_force(moment), moment).capabilities
    return may_open_in_emergency(
        mine, accountable=is_accountable(person_id, moment), watched=is_watched(person_id, moment)
    )


def running(moment: Moment) -> tuple[Emergency, ...]:
    """Every emergency access that is open at the moment, the oldest first."""
    return Emergency.at(moment)


def unseen(moment: Moment) -> tuple[Emergency, ...]:
    """Every emergency access nobody has looked at yet, whether it is over or not, the oldest first."""
    return tuple(row for row in Emergency.known_at(moment.known_at) if not row.verdict)


def uses_of(thing_id: UUID, moment: Moment) -> tuple[Emergency, ...]:
    """Every emergency access there ever was to one matter, the oldest first."""
    rows = (row for row in Emergency.known_at(moment.known_at) if row.thing_id == thing_id)
    return tuple(sorted(rows, key=lambda row: row.since))


def use(use_id: UUID, moment: Moment) -> Emergency | None:
    """One use, as it stands at the moment."""
    return next((row for row in Emergency.known_at(moment.known_at) if row.use == use_id), None)


def open_to(person_id: UUID, thing_id: UUID, moment: Moment) -> Emergency | None:
    """The emergency access somebody has to one matter at the moment, if any."""
    own = rows_of(person_id, moment)
    return next((r for r in Emergency.at(moment) if r.thing_id == thing_id and r.person_id in own), None)


def written_about(uses: Iterable[UUID], moment: Moment) -> dict[UUID, tuple[Written, ...]]:
    """What was written about each of these uses, oldest first; words that are shut are empty. Whoever asks has checked
    that the reader may open the matter."""
    rows = EmergencyWords.objects.known(moment.known_at).filter(use__in=set(uses)).select_related("key")
    found: dict[UUID, tuple[Written, ...]] = {}
    for row in rows.order_by("recorded_at", "id"):
        one = Written(EmergencyAbout(row.about), row.writer_id, row.recorded_at, _words(row))
        found[row.use] = (*found.get(row.use, ()), one)
    return found


def begin(t: Turn, *, person_id: UUID, thing_kind: str, thing_id: UUID, told: int, reason: str) -> Emergency:
    """Open a matter to somebody until `EMERGENCY_LASTS` from now, in the caller's transaction."""
    row = Emergency(
        use=uuid7(),
        person_id=person_id,
        thing_kind=thing_kind,
        thing_id=thing_id,
        since=t.now,
        until=t.now + EMERGENCY_LASTS,
        told=told,
        recorded_at=t.now,
        by=t.actor.written,
    )
    row.save()
    Party(
        thing_kind=thing_kind,
        thing_id=thing_id,
        part=Part.EMERGENCY,
        tag=person_tag(person_id),
        since=row.since,
        until=row.until,
        recorded_at=t.now,
        by=t.actor.written,
    ).save()
    _record(t, row)
    write_about(t, row, EmergencyAbout.REASON, person_id, reason)
    return row


def end(t: Turn, row: Emergency) -> Emergency:
    """End an emergency access now, in the caller's transaction."""
    after = row.successor(until=t.now, recorded_at=t.now, by=t.actor.written)
    after.save()
    end_party(t, thing_id=row.thing_id, part=Part.EMERGENCY, person_id=row.person_id)
    _record(t, after)
    return after


def judge(t: Turn, row: Emergency, verdict: Verdict, reviewer_id: UUID, words: str) -> Emergency:
    """Write how an emergency access was found, in the caller's transaction."""
    after = row.successor(verdict=verdict, recorded_at=t.now, by=t.actor.written)
    after.save()
    _record(t, after)
    write_about(t, row, EmergencyAbout.REVIEW, reviewer_id, words)
    return after


def write_about(t: Turn, row: Emergency, about: EmergencyAbout, writer_id: UUID, words: str) -> None:
    """Write words about a use, under a key of their own, in the caller's transaction."""
    said = EmergencyWords(
        use=row.use,
        about=about,
        writer_id=writer_id,
        key=make_data_key("emergency", now=t.now),
        recorded_at=t.now,
        by=t.actor.written,
    )
    promised = promise(said, "words", words, said.key)
    said.save()
    t.record(EmergencyWritten(about), Subject("emergency-words", said.id), commitments=[promised])


def _record(t: Turn, row: Emergency) -> None:
    verdict = Verdict(row.verdict) if row.verdict else None
    verb = EmergencyStands(row.use, row.person_id, row.thing_id, row.until, row.told, verdict)
    t.record(verb, Subject("emergency", row.id), effective=row.since)


def _words(row: EmergencyWords) -> str:
    try:
        return unseal(row, "words", row.key)
    except Shut:
        return ""
