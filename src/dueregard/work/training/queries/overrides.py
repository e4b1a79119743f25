"""Whom somebody let past a gate, in which post, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from ....ground.crypto.operations import Shut, unseal
from ....ground.kernel.moments import Moment, london_day
from ..models import Override, Passage

_LOOKS_BACK = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class LetThrough:
    """An override with the reason that was given; empty once that was disposed of. The reason may tell of somebody's
    health or home: it is for whoever looks after training, and for whom the policy names."""

    row: Override
    passage: Passage
    reason: str


def overrides_of(passages: Iterable[Passage], moment: Moment) -> dict[UUID, LetThrough]:
    """The override beside each of these passages that has one, by the passage."""
    by_id = {row.id: row for row in passages if row.missing}
    if not by_id:
        return {}
    rows = Override.objects.known(moment.known_at).filter(passage_id__in=by_id).select_related("key")
    return {row.passage_id: LetThrough(row, by_id[row.passage_id], _read(row)) for row in rows}


def let_through_lately(gate: str, moment: Moment) -> list[LetThrough]:
    """Whom somebody let past a gate in the last year, the latest first."""
    day = london_day(moment.as_at)
    rows = Passage.objects.known(moment.known_at).filter(
        gate=gate, missing__gt=0, passed_on__gt=day - _LOOKS_BACK, passed_on__lte=day
    )
    found = overrides_of(rows, moment).values()
    return sorted(found, key=lambda one: (one.passage.passed_on, one.row.recorded_at), reverse=True)


def _read(row: Override) -> str:
    try:
        return unseal(row, "words", row.key)
    except Shut:
        return ""
