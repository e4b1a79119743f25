"""The handler's queue and its counts, for one circle at a time, flat however many concerns there are."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from ....authority.access import queries as access
from ....authority.access.vocabulary import Circle
from ....ground.kernel.moments import Moment
from ..models import Concern
from ..vocabulary import UNFINISHED, Due, State, Waits
from .pressing import Days, that_wait, with_something

PAGE = 25


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the queue: enough to choose what to open, nothing that says who it is about."""

    id: UUID
    reference: str
    received_at: datetime
    reporter: str
    about: str
    strand: str
    state: str
    danger: bool
    opened_at: datetime | None
    moved_at: datetime


@dataclass(frozen=True, slots=True)
class Lines:
    """A page of the queue; `after` continues it, None when this is the end."""

    lines: tuple[Line, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which concerns of the queue to show; as it stands, every one that is not closed."""

    states: tuple[State, ...] = UNFINISHED
    strand: str = ""
    """Empty for all."""
    mine: bool = False
    """Only those in which the reader has something to do."""
    due: Due | None = None
    waits: Waits | None = None
    """Only those that wait for others."""
    since: datetime | None = None
    """Only those received since then."""


UNNARROWED = Narrowed()


def queue(
    who: access.Reader, moment: Moment, circle: Circle, narrowed: Narrowed = UNNARROWED, *, after: str = ""
) -> Lines:
    """The concerns this reader may see in one circle, newest first, by cursor (an offset would slow with
    every page).

    Raises `ValueError` for an `after` that no page gave.
    """
    rows = _seen(who, moment, circle).filter(state__in=narrowed.states)
    if narrowed.strand:
        rows = rows.filter(strand=narrowed.strand)
    if narrowed.since:
        rows = rows.filter(received_at__gte=narrowed.since)
    if narrowed.mine or narrowed.due:
        asking = with_something(
            rows, who, moment, circle, Days.of(moment), due=narrowed.due, mine=narrowed.mine
        )
        rows = Concern.objects.filter(pk__in=asking)
    if narrowed.waits:
        rows = Concern.objects.filter(pk__in=that_wait(rows, moment, narrowed.waits))
    if after:
        received, _, last = after.partition("~")
        at = datetime.fromisoformat(received)
        rows = rows.filter(Q(received_at__lt=at) | Q(received_at=at, id__gt=UUID(last)))
    found = lines_of(rows.order_by("-received_at", "id")[: PAGE + 1])
    lines = found[:PAGE]
    more = len(found) > PAGE
    return Lines(lines, f"{lines[-1].received_at.isoformat()}~{lines[-1].id}" if more else None)


def lines_of(rows: "QuerySet[Concern]") -> tuple[Line, ...]:
    """Concerns as lines, in one query; whoever asks has chosen what this reader may see."""
    return tuple(Line(*row) for row in rows.values_list(*Line.__dataclass_fields__))


def by_reference(reference: str, who: access.Reader, moment: Moment) -> UUID | None:
    """The concern of this reference, in either circle; None for one this reader may not see, as for none at all."""
    seen = access.visible(Concern.objects.filter(reference=reference), who, moment)
    found: UUID | None = seen.values_list("pk", flat=True).first()
    return found


def _seen(who: access.Reader, moment: Moment, circle: Circle) -> "QuerySet[Concern]":
    return access.visible(Concern.objects.all(), who, moment, circle=circle)
