"""How every clause stood on a past day: read off the records, and compared with what was kept of that day."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, datetime

from ...ground.audit.models import Entry
from ...ground.audit.vocabulary import Stream
from ...ground.kernel.moments import Moment, end_of_day
from .models import KeptReading
from .queries import clauses
from .rules.documents import differing, digest, read, write
from .rules.stands import ClauseStatus
from .vocabulary import DISPOSING


@dataclass(frozen=True, slots=True)
class Difference:
    """What the records say now of a day is not what was kept of it."""

    clauses: tuple[str, ...]
    """Policy and clause of each: `prevent 9`. Empty where what was kept is not what was written then."""
    since: Entry | None
    """The first entry of the audit record with which it differs; None where none accounts for it."""


@dataclass(frozen=True, slots=True)
class PastDay:
    """How every clause stood on a day."""

    moment: Moment
    clauses: tuple[ClauseStatus, ...]
    kept: KeptReading | None
    """What was kept of the end of that day, if anything was."""
    difference: Difference | None = None
    from_kept: bool = False
    """Whether the records are lawfully gone, so that what was kept answers."""


def kept_on(day: date, circle: Stream) -> KeptReading | None:
    """What was kept of a day, the latest reading of it."""
    rows = KeptReading.objects.filter(circle=circle, day=day, withdrawn=False)
    found: KeptReading | None = rows.order_by("-as_at", "-recorded_at", "-id").first()
    return found


def last_kept() -> date | None:
    """The last day of whose end a reading of the open circle was kept."""
    rows = KeptReading.objects.filter(circle=Stream.OPEN, withdrawn=False).order_by("-day", "-as_at")
    for day, as_at in rows.values_list("day", "as_at")[:50]:
        if as_at == end_of_day(day):
            return day
    return None


def stood(day: date, *, known_at: datetime | None = None, circle: Stream = Stream.OPEN) -> PastDay:
    """How every clause stood at the end of a day, as known then, or as known at `known_at`.

    The records answer while they live. Where they no longer say what was kept, that is told, with the entry since which
    it is so; where records of before were lawfully disposed of since, what was kept answers.
    """
    end = end_of_day(day)
    moment = Moment(end, known_at or end)
    found = clauses(moment, circle=circle)
    kept = kept_on(day, circle)
    if kept is None or kept.as_at != end:
        return PastDay(moment, found, None)
    if digest(kept.text) != kept.digest:
        return PastDay(moment, found, kept, Difference((), None))
    said = write(found)
    if said == kept.text:
        return PastDay(moment, found, kept)
    differs = differing(said, kept.text)
    if known_at:
        return PastDay(moment, found, kept, Difference(differs, _first_to_differ(kept, known_at, circle)))
    gone = _first_disposal(kept, circle)
    return PastDay(moment, read(kept.text) if gone else found, kept, Difference(differs, gone), bool(gone))


def _first_disposal(kept: KeptReading, circle: Stream) -> Entry | None:
    """The first entry since by which records of before may be gone."""
    verbs = [verb.name for verb in DISPOSING]
    rows = Entry.objects.filter(stream=circle, verb__in=verbs, at__gte=kept.recorded_at)
    found: Entry | None = rows.order_by("seq").first()
    return found


def _first_to_differ(kept: KeptReading, known_at: datetime, circle: Stream) -> Entry | None:
    """The first entry with which the records no longer say of that day what was kept: found by halving, so that a
    year of entries takes no more than some twenty readings."""
    rows = Entry.objects.filter(stream=circle, at__gt=kept.as_at, at__lte=known_at).order_by("seq")
    entries = list(rows.values_list("seq", "at"))

    def differs(place: tuple[int, datetime]) -> bool:
        return write(clauses(Moment(kept.as_at, place[1]), circle=circle)) != kept.text

    at = bisect_left(entries, True, key=differs)
    return rows.get(seq=entries[at][0]) if at < len(entries) else None
