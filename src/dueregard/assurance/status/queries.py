"""How every clause of the policies in force stands, at a moment, in one circle."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ...authority.policy.answers import InForce, Lack, Reading, Scope
from ...authority.policy.front import edition_words
from ...authority.policy.grammar.document import Clause
from ...authority.policy.kinds import KINDS, AnswersReady
from ...authority.policy.pack import Pack
from ...authority.policy.queries import placed, shelf
from ...authority.policy.sentences import sentence
from ...ground.audit.vocabulary import Stream
from ...ground.kernel import scope as provider_scope
from ...ground.kernel.moments import Moment
from .readings import bearings, readings
from .rules.stands import ClauseStatus, ControlStatus, gravest


@dataclass(frozen=True, slots=True)
class Promise:
    """One clause, and what its controls make happen; nothing of whether it happens."""

    title: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """Something the provider lacks, and the clause that asks for it."""

    policy: str
    clause: str
    lack: Lack


def lacks(moment: Moment, *, policy: str | None = None) -> tuple[Missing, ...]:
    """What the provider still lacks for the policies in force to work: posts nobody holds, numbers nobody gave."""
    scope = Scope(provider_scope.provider_id(), Stream.OPEN, moment)
    return tuple(
        Missing(pack.header.title, clause.title, lack)
        for edition_id, pack in shelf(moment).editions
        if policy in (None, pack.policy)
        for clause in pack.clauses
        for control in placed(edition_id, pack, [one for one in pack.controls if one.clause == clause.id])
        for lack in _lacks_of(control, scope)
    )


def _lacks_of(control: InForce[Any], scope: Scope) -> Iterable[Lack]:
    kind: Any = KINDS.get(control.kind)
    return kind.ready(control, scope) if isinstance(kind, AnswersReady) else ()


def promises(pack: Pack) -> tuple[Promise, ...]:
    """Every clause of a policy as it reads, without a look at any record."""
    return tuple(
        Promise(
            clause.title,
            tuple(sentence(pack, control) for control in pack.controls if control.clause == clause.id),
        )
        for clause in pack.clauses
    )


def clauses(
    moment: Moment, *, policy: str | None = None, circle: Stream = Stream.OPEN
) -> tuple[ClauseStatus, ...]:
    """Every clause in force at the moment; only one policy's when named."""
    scope = Scope(provider_scope.provider_id(), circle, moment)
    editions = [one for one in shelf(moment).editions if policy in (None, one[1].policy)]
    asked = [(pack, control) for _, pack in editions for control in pack.controls]
    found = readings(asked, {pack.policy: edition_id for edition_id, pack in editions}, scope)
    return tuple(
        _clause(pack, edition, clause, found)
        for edition_id, pack in editions
        for edition in [edition_words(edition_id, pack, moment)]
        for clause in pack.clauses
    )


def clause_of(
    policy: str, clause: str, moment: Moment
) -> tuple[Pack, ClauseStatus, tuple[InForce[Any], ...]] | None:
    """One clause in force with its policy and its controls as they are asked; None where there is none."""
    found = next(((id_, one) for id_, one in shelf(moment).editions if one.policy == policy), None)
    section = found[1].clause(clause) if found else None
    if found is None or section is None:
        return None
    edition_id, pack = found
    own = [one for one in pack.controls if one.clause == clause]
    scope = Scope(provider_scope.provider_id(), Stream.OPEN, moment)
    stands = readings([(pack, one) for one in own], {policy: edition_id}, scope)
    edition = edition_words(edition_id, pack, moment)
    return pack, _clause(pack, edition, section, stands), tuple(placed(edition_id, pack, own))


def _clause(pack: Pack, edition: str, clause: Clause, found: Mapping[str, Reading]) -> ClauseStatus:
    controls = tuple(
        ControlStatus(address, sentence(pack, one), found[address], bearings(pack, one, found))
        for one in pack.controls
        if one.clause == clause.id
        for address in [pack.address(one)]
    )
    status = gravest(control.reading for control in controls)
    return ClauseStatus(pack.policy, edition, clause.id, clause.title, status, controls)
