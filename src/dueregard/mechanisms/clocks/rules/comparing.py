"""What is owed compared with what is open: what to open, move and end. Pure, and the same however often it is asked."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from ....authority.policy.answers import Treatment
from ..vocabulary import RungKind
from .owing import Identity, Owed, Rung, Terms


class Asked(NamedTuple):
    """Terms as they are stored."""

    owners: str
    opened_at: datetime
    due_at: datetime | None
    aim_at: datetime | None
    rungs: str


class Standing(NamedTuple):
    """An open obligation, as far as a comparison needs it."""

    id: UUID
    circle: str
    changed_at: datetime
    asked: Asked


@dataclass(slots=True)
class Differences:
    """What the comparison found."""

    missing: list[Owed] = field(default_factory=list)
    moved: list[tuple[Standing, Owed]] = field(default_factory=list)
    """With other terms, or in the other circle."""
    gone: list[Standing] = field(default_factory=list)


def compare(standing: Mapping[Identity, Standing], duties: Iterable[Owed], *, now: datetime) -> Differences:
    """What differs between what is open and what is owed as at `now`.

    What was written after `now` is left alone: an operation came between, or the clock was set back, and either way
    what we were told is older than what stands. `standing` is to be read before `duties` is begun.
    """
    owed: dict[Identity, Owed] = {}
    for duty in duties:
        known = owed.setdefault(duty.identity, duty)
        if known is not duty:
            owed[duty.identity] = _stricter(known, duty)
    found = Differences()
    for identity, duty in owed.items():
        row = standing.get(identity)
        if row is None:
            found.missing.append(duty)
        elif row.changed_at <= now and _differs(row, duty):
            found.moved.append((row, duty))
    found.gone = [row for identity, row in standing.items() if identity not in owed and row.changed_at <= now]
    return found


def _stricter(one: Owed, other: Owed) -> Owed:
    """Two readings of one duty: the one that is due first holds."""
    if one.terms.due_at is None or other.terms.due_at is None:
        return other if one.terms.due_at is None else one
    return min(one, other, key=lambda owed: owed.terms.due_at)  # type: ignore[arg-type,return-value]


def _differs(row: Standing, duty: Owed) -> bool:
    return row.circle != duty.circle or asks_otherwise(row, duty)


def asks_otherwise(row: Standing, duty: Owed) -> bool:
    """Whether an open obligation is to take other terms."""
    return duty.treatment is not Treatment.KEEP and row.asked != asked(duty.terms)


def asked(terms: Terms) -> Asked:
    """Terms as they are stored."""
    rungs = ",".join(f'["{rung.kind}",{rung.step},"{rung.at.isoformat()}"]' for rung in terms.rungs)
    return Asked(_owners(terms.owners), terms.opened_at, terms.due_at, terms.aim_at, f"[{rungs}]")


@lru_cache(maxsize=1024)
def _owners(owners: tuple[str, ...]) -> str:
    return json.dumps(owners)


def read_rungs(stored: str) -> tuple[Rung, ...]:
    """Rungs as they were stored."""
    return tuple(
        Rung(RungKind(kind), step, datetime.fromisoformat(at)) for kind, step, at in json.loads(stored)
    )


def read_owners(stored: str) -> tuple[str, ...]:
    """Ids of roles as they were stored."""
    return tuple(json.loads(stored))
