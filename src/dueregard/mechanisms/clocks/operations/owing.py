"""Opening, moving and closing obligations within the turn of an operation.

`owe`, `close` and `put_in_circle` are for the operation that makes something owed, does it, or seals what it is about:
all of it is true together or not at all. Everything else is found by `reconcile`.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from ....ground.audit.operations import Turn
from ....ground.audit.vocabulary import SHUT, Stream
from ....ground.kernel import bulk
from ..models import Closing, Moving, Obligation
from ..queries.obligations import of_things
from ..rules.comparing import Asked, Standing, asked, asks_otherwise
from ..rules.owing import Identity, Owed
from ..vocabulary import Ending

_TERMS = (*Asked._fields, "next_look_at", "changed_at", "lap")
_BATCH = 500
_RECORDED = ("recorded_at", "by")


def owe(t: Turn, duties: Iterable[Owed], *, of_new: bool = False) -> int:
    """Open what is now owed; returns how many were not open before. What is open already stays as it is.

    `of_new`: what it is about came into being in this turn, so nothing was ever owed about it.
    """
    once = list({duty.identity: duty for duty in duties}.values())
    return _open_first(t, once) if of_new else sum(open_or_reopen(t, once, known_at=t.now))


def close(
    t: Turn,
    *,
    about_id: UUID,
    controls: Iterable[str] | None = None,
    occasion: str | None = None,
    ending: Ending = Ending.DONE,
) -> int:
    """Close what is open about a thing, under these controls (`clock.report`) or all, on this occasion or any; returns
    how many."""
    rows = Obligation.objects.filter(about_id=about_id)
    if occasion is not None:
        rows = rows.filter(occasion=occasion)
    if controls is not None:
        rows = rows.filter(control__in=list(controls))
    return end(t, list(rows.values_list("id", flat=True)), ending)


def put_in_circle(t: Turn, *, about_id: UUID, circle: Stream) -> None:
    """What a thing is sealed to, its obligations are sealed to as well; also the closed ones."""
    Obligation.objects.filter(about_id=about_id).update(circle=circle, changed_at=t.now)


def shut(t: Turn, about_kinds: Collection[str]) -> None:
    """Close what is open about every thing of these kinds, and take all of it out of both circles: nobody can read any
    more what it is about, so nobody can do what was owed."""
    ours = Obligation.objects.filter(about_kind__in=about_kinds)
    still = list(ours.filter(closed_at=None).values_list("id", flat=True))
    for start in range(0, len(still), _BATCH):
        end(t, still[start : start + _BATCH], Ending.NOT_OWED)
    ours.update(circle=SHUT, changed_at=t.now)


def open_or_reopen(t: Turn, duties: Sequence[Owed], *, known_at: datetime) -> tuple[int, int]:
    """Open what was never met before and open again what was closed; returns how many of each.

    What was closed after `known_at` stays closed: whoever says that it is owed knows less than whoever closed it.
    """
    known = of_things(duty.identity.about_id for duty in duties)
    fresh = [duty for duty in duties if duty.identity not in known]
    again = [
        (row, duty)
        for duty in duties
        if (row := known.get(duty.identity)) and row.closed_at and row.closed_at <= known_at
    ]
    if again:
        _reopen(t, again)
    return _open_first(t, fresh), len(again)


def move(t: Turn, moved: Sequence[tuple[Standing, Owed]]) -> int:
    """Give open obligations other terms, a new lap, or their place in the other circle; returns how many."""
    laps = dict(_open([row.id for row, _ in moved]).values_list("id", "lap"))
    moved = [(row, duty) for row, duty in moved if row.id in laps]
    otherwise = [(row, duty) for row, duty in moved if asks_otherwise(row, duty)]
    bulk.update(Obligation, _TERMS, ((row.id, _terms(t, duty, laps[row.id] + 1)) for row, duty in otherwise))
    bulk.insert(
        Moving,
        ("obligation", "was_due_at", "due_at", *_RECORDED),
        ((row.id, row.asked.due_at, duty.terms.due_at, *_recorded(t)) for row, duty in otherwise),
    )
    for circle in Stream:
        there = [row.id for row, duty in moved if duty.circle is circle and row.circle != circle]
        if there:
            _open(there).update(circle=circle, changed_at=t.now)
    return len(moved)


def end(t: Turn, ids: Sequence[UUID], ending: Ending) -> int:
    """Close obligations that are open; returns how many."""
    rows = list(_open(ids).values_list("id", "lap"))
    bulk.insert(
        Closing,
        ("obligation", "lap", "ending", *_RECORDED),
        ((id, lap, ending.value, *_recorded(t)) for id, lap in rows),
    )
    return _open([id for id, _ in rows]).update(closed_at=t.now, next_look_at=None, changed_at=t.now)


def _open_first(t: Turn, fresh: Sequence[Owed]) -> int:
    columns = (*Identity._fields, "circle", *_TERMS)
    bulk.insert(
        Obligation, columns, ((*duty.identity, duty.circle.value, *_terms(t, duty, 1)) for duty in fresh)
    )
    return len(fresh)


def _reopen(t: Turn, again: Sequence[tuple[Obligation, Owed]]) -> None:
    closings = Closing.objects.filter(obligation__in=[row.id for row, _ in again], withdrawn=False)
    latest = {(closing.obligation_id, closing.lap): closing for closing in closings}
    bulk.insert(
        Closing,
        ("obligation", "lap", "ending", "replaces", "withdrawn", *_RECORDED),
        (
            (row.id, row.lap, closing.ending, closing.id, True, *_recorded(t))
            for row, _ in again
            if (closing := latest[row.id, row.lap])
        ),
    )
    bulk.update(
        Obligation,
        ("circle", "closed_at", *_TERMS),
        ((row.id, (duty.circle.value, None, *_terms(t, duty, row.lap + 1))) for row, duty in again),
    )


def _terms(t: Turn, duty: Owed, lap: int) -> tuple[object, ...]:
    """The values of `_TERMS`."""
    rungs = duty.terms.rungs
    return (*asked(duty.terms), rungs[0].at if rungs else None, t.now, lap)


def _open(ids: Iterable[UUID]) -> "QuerySet[Obligation]":
    return Obligation.objects.filter(pk__in=ids, closed_at=None)


def _recorded(t: Turn) -> tuple[object, ...]:
    """The values of `_RECORDED`."""
    return t.now, t.actor.written
