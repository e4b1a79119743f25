"""Keeping obligations in step with what is owed."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from ....ground.audit.operations import Subject, turn
from ....ground.audit.vocabulary import Stream
from ....ground.kernel.actors import Actor
from ....ground.tenancy.models import Provider
from ....ground.tenancy.operations import enter
from ..queries.obligations import ControlName, standing
from ..rules.comparing import Differences, compare
from ..rules.owing import Owed
from ..vocabulary import Ending, Reconciled
from .owing import end, move, open_or_reopen

_BATCH = 2000
"""Differences settled in one turn, so that none lasts long enough for somebody to wait for."""
_RECONCILER = Actor.system("reconcile")
T = TypeVar("T")


@dataclass(slots=True)
class Changes:
    """What a reconciliation changed."""

    opened: int = 0
    reopened: int = 0
    moved: int = 0
    ended: int = 0


def reconcile(
    duties: Iterable[Owed],
    *,
    provider: Provider,
    now: datetime,
    only: Collection[ControlName] | None = None,
) -> Changes:
    """Compare everything owed at a provider, as at `now`, with what is open: open, move and end what differs.

    A second time with the same duties changes nothing. With `only`, `duties` speaks for these controls and what is open
    under others is left alone. A generator is best: it is begun after what is open was read, so that what an operation
    opens meanwhile is not mistaken for something no longer owed.
    """
    total = Changes()
    with enter(provider):
        found = compare(standing(only), duties, now=now)
        for circle in Stream:
            for part in _parts(found, circle):
                _settle(part, circle, provider, now, total)
    return total


def _parts(found: Differences, circle: Stream) -> Iterator[Differences]:
    """The differences of one circle in batches. One that changes its circle belongs to the one it comes into."""
    missing = [duty for duty in found.missing if duty.circle is circle]
    moved = [pair for pair in found.moved if pair[1].circle is circle]
    gone = [row for row in found.gone if row.circle == circle]
    yield from (Differences(missing=part) for part in _batches(missing))
    yield from (Differences(moved=part) for part in _batches(moved))
    yield from (Differences(gone=part) for part in _batches(gone))


def _batches(items: Sequence[T]) -> Iterator[list[T]]:
    for first in range(0, len(items), _BATCH):
        yield list(items[first : first + _BATCH])


def _settle(part: Differences, circle: Stream, provider: Provider, now: datetime, total: Changes) -> None:
    with turn(actor=_RECONCILER, now=now) as t:
        opened, reopened = open_or_reopen(t, part.missing, known_at=now)
        moved = move(t, part.moved)
        ended = end(t, [row.id for row in part.gone], Ending.NOT_OWED)
        if opened or reopened or moved or ended:
            verb = Reconciled(opened, reopened, moved, ended)
            t.record(verb, Subject("provider", provider.id), stream=circle)
    total.opened += opened
    total.reopened += reopened
    total.moved += moved
    total.ended += ended
