"""Recording, correcting and withdrawing outside facts, and loading the ones that ship.

Facts belong to no provider, so no provider's audit record tells of them: each row says itself who recorded it and when.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from ..kernel import scope
from ..kernel.actors import Actor
from ..kernel.canonical import canonical_json
from ..kernel.refusals import NothingHere
from .models import OutsideFact
from .rules.contents import Statement
from .shipped import shipped_facts

SHIPPED = Actor.system("shipped-facts")
_COMPARED = (
    "sort",
    "nation",
    "since",
    "until",
    "content",
    "source",
    "confidence",
    "checked_on",
    "recheck_by",
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading the shipped facts changed."""

    added: int
    replaced: int
    withdrawn: int
    left_alone: int
    """Facts somebody has corrected here; what ships does not overrule them."""


def record_fact(statement: Statement, *, actor: Actor, now: datetime) -> OutsideFact:
    """Record a fact; what we said under the same key before is replaced, and stays readable as of then."""
    with transaction.atomic():
        return _record(statement, _latest().get(statement.key), actor, now)


def withdraw_fact(key: str, *, actor: Actor, now: datetime) -> OutsideFact:
    """Take back a fact that was never so; raises `NothingHere`. One that ceased to be so gets an `until` instead."""
    with transaction.atomic():
        standing = _latest().get(key)
        if standing is None or standing.withdrawn:
            raise NothingHere("There is no such fact to take back.")
        return _withdraw(standing, actor, now)


def load_shipped_facts(*, now: datetime) -> Loaded:
    """Bring the facts that ship into the table; a second time changes nothing.

    A fact that no longer ships is withdrawn. What a person here recorded or corrected is left as they put it.
    """
    with transaction.atomic():
        latest, shipped = _latest(), {statement.key: statement for statement in shipped_facts()}
        ours = {key: row for key, row in latest.items() if row.by == SHIPPED.written}
        new = [statement for key, statement in shipped.items() if key not in latest]
        changed = [one for key, one in shipped.items() if key in ours and _differs(ours[key], one)]
        gone = [row for key, row in ours.items() if key not in shipped and not row.withdrawn]
        for statement in (*new, *changed):
            _record(statement, latest.get(statement.key), SHIPPED, now)
        for row in gone:
            _withdraw(row, SHIPPED, now)
    return Loaded(len(new), len(changed), len(gone), len(latest.keys() & shipped.keys() - ours.keys()))


def _latest() -> dict[str, OutsideFact]:
    """The row of each key that nothing replaces, also when it is withdrawn."""
    replaced = OutsideFact.objects.exclude(replaces=None).values("replaces")
    return {row.key: row for row in OutsideFact.objects.exclude(pk__in=replaced)}


def _columns(statement: Statement) -> dict[str, Any]:
    content = canonical_json(statement.content.model_dump(mode="json")).decode()
    plain = statement.model_dump(exclude={"content", "key"})
    return plain | {"content": content, "sort": statement.sort}


def _differs(row: OutsideFact, statement: Statement) -> bool:
    columns = _columns(statement)
    return row.withdrawn or any(getattr(row, name) != columns[name] for name in _COMPARED)


def _record(statement: Statement, standing: OutsideFact | None, actor: Actor, now: datetime) -> OutsideFact:
    return _write(statement.key, _columns(statement), standing, actor, now)


def _withdraw(row: OutsideFact, actor: Actor, now: datetime) -> OutsideFact:
    columns = {name: getattr(row, name) for name in _COMPARED}
    return _write(row.key, columns | {"withdrawn": True}, row, actor, now)


def _write(
    key: str, columns: Mapping[str, Any], replaces: OutsideFact | None, actor: Actor, now: datetime
) -> OutsideFact:
    row = OutsideFact(key=key, **columns, replaces=replaces, by=actor.written, recorded_at=now)
    row.save()
    scope.forget()
    return row
