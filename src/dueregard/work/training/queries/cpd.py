"""What people learnt of their own accord."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ....ground.crypto.operations import Shut, unseal
from ....ground.kernel.moments import Moment, london_day
from ..models import CpdEntry

_LOOKS_BACK = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Learnt:
    """One entry. `changed` is for whoever wrote it alone."""

    id: UUID
    done_on: date
    minutes: int
    what: str
    changed: str


def cpd_of(rows: Collection[UUID], moment: Moment, *, own: bool) -> list[Learnt]:
    """What a person wrote down, by any of their rows in the directory, the latest first. `own`: read by themselves."""
    found = CpdEntry.objects.known(moment.known_at).filter(person_id__in=rows).select_related("key")
    return [
        Learnt(row.id, row.done_on, row.minutes, _read(row, "what"), _read(row, "changed") if own else "")
        for row in found.order_by("-done_on", "-recorded_at", "-pk")
    ]


def minutes_of_a_year(entries: Collection[Learnt], moment: Moment) -> int:
    """How many minutes of these lie in the last year."""
    since = london_day(moment.as_at) - _LOOKS_BACK
    return sum(one.minutes for one in entries if one.done_on > since)


def _read(row: CpdEntry, column: str) -> str:
    if row.key is None:
        return ""
    try:
        return unseal(row, column, row.key)
    except Shut:
        return ""
