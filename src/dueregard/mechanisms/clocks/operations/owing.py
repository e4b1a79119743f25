"""Opening, moving and closing obligations within the turn of an operation.

`owe`, `close` and `put_in_circle` are for the operation that makes something owed, does it, or seals what it is about:
all of it is true together or not at all. Everything else is found by `reconcile`.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from ....ground.audit.operations import Turn
from ....ground.audit.vocabulary import Stream
from ..models import Closing, Moving, Obligation
from ..queries.obligations import of_things
from ..rules.comparing import Standing, asked, asks_otherwise
from ..rules.owing import Owed
from ..vocabulary import Ending

_TERMS = ("owners", "opened_at", "due_at", "aim_at", "rungs", "next_look_at", "changed_at", "lap")


def owe(t: Turn, duties: Iterable[Owed]) -> int:
    """Open what is now owed; returns how many were not open before. What is open already stays as it is."""
    return sum(open_or_reopen(t, list({duty.identity: duty for duty in duties}.values())))


def close(
    t: Turn, *, about_id: UUID, controls: Iterable[str] | None = None, ending: Ending = Ending.DONE
) -> int:
    """Close what is open about a thing, under these controls (`clock.report`) or all; returns how many."""
    rows = Obligation.objects.filter(about_id=about_id)
    if controls is not None:
        rows = rows.filter(control__in=list(controls))
    return end(t, list(rows.values_list("id", flat=True)), ending)


def put_in_circle(t: Turn, *, about_id: UUID, circle: Stream) -> None:
    """What a thing is sealed to, its obligations are sealed to as well; also the closed ones."""
    Obligation.objects.filter(about_id=about_id).update(circle=circle, changed_at=t.now)


def open_or_reopen(t: Turn, duties: Sequence[Owed]) -> tuple[int, int]:
    """Open what was never met before and open again what was closed; returns how many of each.

    What was closed after the turn's `now` stays closed: whoever says that it is owed knows less than whoever closed it.
    """
    known = of_things(duty.identity.about_id for duty in duties)
    fresh = [_new(t, duty) for duty in duties if duty.identity not in known]
    again = [
        (row, duty)
        for duty in duties
        if (row := known.get(duty.identity)) and row.closed_at and row.closed_at <= t.now
    ]
    Obligation.objects.bulk_create(fresh)
    if again:
        _reopen(t, again)
    return len(fresh), len(again)


def move(t: Turn, moved: Sequence[tuple[Standing, Owed]]) -> int:
    """Give open obligations other terms, a new lap, or their place in the other circle; returns how many."""
    still = set(_open([row.id for row, _ in moved]).values_list("id", flat=True))
    moved = [(row, duty) for row, duty in moved if row.id in still]
    otherwise = [(row, duty) for row, duty in moved if asks_otherwise(row, duty)]
    rows = [_with_terms(t, Obligation(id=row.id), duty, F("lap") + 1) for row, duty in otherwise]
    Obligation.objects.bulk_update(rows, _TERMS, batch_size=200)
    Moving.objects.bulk_create(
        Moving(obligation_id=row.id, was_due_at=row.asked.due_at, due_at=duty.terms.due_at, **_recorded(t))
        for row, duty in otherwise
    )
    for circle in Stream:
        there = [row.id for row, duty in moved if duty.circle is circle and row.circle != circle]
        if there:
            _open(there).update(circle=circle, changed_at=t.now)
    return len(moved)


def end(t: Turn, ids: Sequence[UUID], ending: Ending) -> int:
    """Close obligations that are open; returns how many."""
    rows = list(_open(ids).values_list("id", "lap"))
    Closing.objects.bulk_create(
        Closing(obligation_id=id, lap=lap, ending=ending, **_recorded(t)) for id, lap in rows
    )
    return _open([id for id, _ in rows]).update(closed_at=t.now, next_look_at=None, changed_at=t.now)


def _reopen(t: Turn, again: Sequence[tuple[Obligation, Owed]]) -> None:
    closings = Closing.objects.filter(obligation__in=[row.id for row, _ in again], withdrawn=False)
    latest = {(closing.obligation_id, closing.lap): closing for closing in closings}
    Closing.objects.bulk_create(
        Closing(
            obligation_id=row.id,
            lap=row.lap,
            ending=closing.ending,
            replaces=closing,
            withdrawn=True,
            **_recorded(t),
        )
        for row, _ in again
        if (closing := latest[row.id, row.lap])
    )
    rows = [_with_terms(t, row, duty, row.lap + 1) for row, duty in again]
    for row, duty in zip(rows, (duty for _, duty in again), strict=True):
        row.circle, row.closed_at = duty.circle, None
    Obligation.objects.bulk_update(rows, (*_TERMS, "circle", "closed_at"), batch_size=200)


def _new(t: Turn, duty: Owed) -> Obligation:
    row = Obligation(**duty.identity._asdict(), circle=duty.circle)
    return _with_terms(t, row, duty, 1)


def _with_terms(t: Turn, row: Obligation, duty: Owed, lap: Any) -> Obligation:
    for name, value in asked(duty.terms)._asdict().items():
        setattr(row, name, value)
    row.next_look_at = duty.terms.rungs[0].at if duty.terms.rungs else None
    row.lap, row.changed_at = lap, t.now
    return row


def _open(ids: Iterable[UUID]) -> "QuerySet[Obligation]":
    return Obligation.objects.filter(pk__in=ids, closed_at=None)


def _recorded(t: Turn) -> dict[str, Any]:
    return {"recorded_at": t.now, "by": t.actor.written}
