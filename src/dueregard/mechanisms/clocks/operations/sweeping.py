"""Announcing what is reached: reminders, ends that have passed, escalations. Each rung once a lap, whatever happens.

A batch is one transaction: the announcements, what receivers write, and the note that it was announced. A sweep killed
anywhere, run twice, or run by a clock that was set back loses nothing and repeats nothing.
"""

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import NamedTuple
from uuid import UUID

from django.db import InterfaceError, OperationalError

from ....ground.audit.operations import Subject, Turn, turn
from ....ground.audit.vocabulary import Stream
from ....ground.jobs.occasions import announce_all
from ....ground.jobs.rules import place_of
from ....ground.kernel import bulk, scope
from ....ground.kernel.actors import Actor
from ..models import Obligation, Raised
from ..queries.obligations import reached_by
from ..rules.comparing import read_rungs
from ..rules.owing import Rung
from ..vocabulary import RungKind, RungReached, Swept

_BATCH = 500
"""The most obligations in one turn."""
_FIRST = 2
_QUICK = 0.25
"""Seconds a turn may take before the next is made smaller: whoever reports a concern meanwhile waits for it. What
follows above from a rung can be much (a concern that climbs its ladder), or nothing at all."""
_SWEEPER = Actor.system("sweep")
log = logging.getLogger("dueregard.clocks")


@dataclass(slots=True)
class Announced:
    """What a sweep announced."""

    reminded: int = 0
    late: int = 0
    escalated: int = 0
    failed: int = 0
    """Obligations whose receivers failed: left for the next sweep."""


def sweep(*, now: datetime) -> Announced:
    """Announce every rung reached by `now` at the provider in scope, open and sealed matters apart."""
    total = Announced()
    for circle in Stream:
        _sweep_circle(circle, now, total)
    return total


def _sweep_circle(circle: Stream, now: datetime, total: Announced) -> None:
    failed: set[UUID] = set()
    size = min(_FIRST, _BATCH)
    while batch := list(reached_by(now, circle).exclude(pk__in=failed).values_list("pk", flat=True)[:size]):
        began = monotonic()
        fault = _announce_batch(batch, circle, now, total)
        if fault is None:
            size = _next_size(size, monotonic() - began)
            continue
        for one in batch:
            if (fault := _announce_batch([one], circle, now, total)) is not None:
                failed.add(one)
                # The fault's message could hold words of a record; its class and place cannot.
                log.error("obligation %s: %s at %s", one, type(fault).__qualname__, place_of(fault))
    total.failed += len(failed)


def _next_size(size: int, took: float) -> int:
    """How many to take into the next turn, when the last took so many seconds."""
    return min(size * 4, _BATCH) if took < _QUICK else max(size // 4, 1)


def _announce_batch(ids: Sequence[UUID], circle: Stream, now: datetime, total: Announced) -> Exception | None:
    """Announce what these obligations have reached, in one turn; a receiver's fault undoes the turn and is returned."""
    try:
        with turn(actor=_SWEEPER, now=now) as t:
            counts = _announce(t, ids, circle)
    except (OperationalError, InterfaceError):
        raise  # the database, not a receiver
    except Exception as fault:  # one receiver's fault must not keep everybody else's reminders back  # noqa: BLE001
        return fault
    total.reminded += counts[RungKind.REMIND]
    total.late += counts[RungKind.LATE]
    total.escalated += counts[RungKind.ESCALATE]
    return None


class _Row(NamedTuple):
    """What a sweep reads of an obligation."""

    id: UUID
    about_id: UUID
    lap: int
    rungs: str


def _announce(t: Turn, ids: Sequence[UUID], circle: Stream) -> Counter[RungKind]:
    rows = [_Row(*row) for row in bulk.read(reached_by(t.now, circle).filter(pk__in=ids), _Row._fields)]
    raised = set(
        Raised.objects.filter(obligation__in=[row.id for row in rows]).values_list(
            "obligation", "lap", "kind", "step"
        )
    )
    happened, notes, looks = [], [], []
    for row in rows:
        rungs = read_rungs(row.rungs)
        for rung in _worth_telling([one for one in rungs if one.at <= t.now]):
            if (row.id, row.lap, rung.kind, rung.step) not in raised:
                notes.append((row.id, row.lap, rung.kind.value, rung.step, t.now, t.actor.written))
                happened.append(RungReached(row.id, row.about_id, circle, rung.kind, rung.step, rung.at))
        looks.append((row.id, (next((one.at for one in rungs if one.at > t.now), None),)))
    bulk.insert(Raised, ("obligation", "lap", "kind", "step", "recorded_at", "by"), notes)
    # Before anybody hears of it: a receiver may close some of them.
    bulk.update(Obligation, ("next_look_at",), looks)
    announce_all(happened, t)
    counts = Counter(one.kind for one in happened)
    if happened:
        swept = Swept(counts[RungKind.REMIND], counts[RungKind.LATE], counts[RungKind.ESCALATE])
        t.record(swept, Subject("provider", scope.provider_id()), stream=circle)
    return counts


def _worth_telling(reached: Sequence[Rung]) -> Sequence[Rung]:
    """Once the end has passed a reminder says nothing more."""
    late = [rung for rung in reached if rung.kind is not RungKind.REMIND]
    return late or reached
