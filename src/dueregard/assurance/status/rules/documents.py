"""How clauses stand, as a document: printed by the command line, and kept for each day.

Kept documents are compared byte by byte with what the records say later. Another form needs another number in `FORM`,
and a way to read the old one.
"""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from ....authority.policy.answers import Basis, Count, Reading, Status
from ....ground.kernel.canonical import canonical_json
from .stands import ClauseStatus, ControlStatus

FORM = 1


def document(clause: ClauseStatus) -> dict[str, Any]:
    """One clause. What a control does, in words, is left out: its edition has them."""
    return {
        "policy": clause.policy,
        "edition": clause.edition,
        "id": clause.id,
        "title": clause.title,
        "status": clause.status,
        "controls": [_control(one) for one in clause.controls],
    }


def _control(control: ControlStatus) -> dict[str, Any]:
    count = control.reading.count
    return {
        "address": control.address,
        "status": control.reading.status,
        "figure": {"n": count.n, "of": count.of, "unit": count.unit} if count else None,
        "because": control.reading.because,
        "basis": control.reading.basis,
        "source": control.reading.source,
    }


def write(clauses: Iterable[ClauseStatus]) -> str:
    """Every clause, in the one form that is kept."""
    return canonical_json({"form": FORM, "clauses": [document(one) for one in clauses]}).decode()


def digest(text: str) -> str:
    """SHA-256 of what is kept."""
    return sha256(text.encode()).hexdigest()


def read(text: str) -> tuple[ClauseStatus, ...]:
    """The clauses of a kept document, without the words of their controls."""
    return tuple(
        ClauseStatus(
            one["policy"],
            one["edition"],
            one["id"],
            one["title"],
            Status(one["status"]),
            tuple(_read_control(control) for control in one["controls"]),
        )
        for one in json.loads(text)["clauses"]
    )


def _read_control(said: dict[str, Any]) -> ControlStatus:
    figure, basis = said["figure"], said["basis"]
    reading = Reading(
        Status(said["status"]),
        said["because"],
        Basis(basis) if basis else None,
        Count(figure["n"], figure["of"], figure["unit"]) if figure else None,
        said["source"],
    )
    return ControlStatus(said["address"], "", reading)


def differing(one: str, other: str) -> tuple[str, ...]:
    """Policy and clause of what two documents do not say alike: `prevent 9`."""
    left, right = ({_name(clause): document(clause) for clause in read(text)} for text in (one, other))
    return tuple(name for name in {**left, **right} if left.get(name) != right.get(name))


def _name(clause: ClauseStatus) -> str:
    return f"{clause.policy} {clause.id}"
