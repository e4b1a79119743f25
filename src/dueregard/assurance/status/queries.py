"""How every clause of the policies in force stands, at a moment, in one circle."""

from dataclasses import dataclass
from typing import Any

from ...authority.policy.kinds import KINDS, AnswersEvidence, Reading, Scope, Status
from ...authority.policy.pack import Control, Pack
from ...authority.policy.queries import shelf
from ...ground.audit.vocabulary import Stream
from ...ground.kernel import scope as provider_scope
from ...ground.kernel.moments import Moment


@dataclass(frozen=True, slots=True)
class ControlStatus:
    """One control and how it stands."""

    address: str
    words: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class ClauseStatus:
    """One clause: the gravest of its controls, or kept by hand when it has none."""

    policy: str
    edition: str
    id: str
    title: str
    status: Status
    controls: tuple[ControlStatus, ...]


def clauses(
    moment: Moment, *, policy: str | None = None, circle: Stream = Stream.OPEN
) -> tuple[ClauseStatus, ...]:
    """Every clause in force at the moment; only one policy's when named."""
    scope = Scope(provider_scope.provider_id(), circle, moment)
    return tuple(
        _clause(pack, clause.id, clause.title, scope)
        for _, pack in shelf(moment).editions
        if policy in (None, pack.policy)
        for clause in pack.clauses
    )


def _clause(pack: Pack, clause_id: str, title: str, scope: Scope) -> ClauseStatus:
    controls = tuple(
        _control(pack, control, scope) for control in pack.controls if control.clause == clause_id
    )
    status = min((c.reading.status for c in controls), key=lambda s: s.gravity, default=Status.KEPT_BY_HAND)
    return ClauseStatus(pack.policy, pack.header.edition.words(), clause_id, title, status, controls)


def _control(pack: Pack, control: Control, scope: Scope) -> ControlStatus:
    kind: Any = KINDS.get(control.kind)
    if isinstance(kind, AnswersEvidence):
        reading = kind.evidence(control.block, scope)
    else:
        reading = Reading(
            Status.NOT_TESTABLE, "it says how things are done; other controls show whether they are"
        )
    return ControlStatus(pack.address(control), kind.words(control.block, pack.name_of), reading)
