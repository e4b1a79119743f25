"""How controls stand: each read off the records kind by kind, and those that rest on others off how these stand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from graphlib import TopologicalSorter
from typing import Any
from uuid import UUID

from ...authority.policy.answers import Bearing, InForce, Reading, Scope, Status
from ...authority.policy.kinds import KINDS, AnswersEvidence, AnswersFromOthers, AnswersTogether
from ...authority.policy.pack import Control, Pack
from ...authority.policy.queries import placed
from ...authority.policy.sentences import on_screen


def bearers(pack: Pack, control: Control) -> tuple[Control, ...]:
    """The controls of a policy that one of its controls is read off; of most there are none."""
    kind: Any = KINDS.get(control.kind)
    names = kind.borne_by(control.block) if isinstance(kind, AnswersFromOthers) else ()
    found = (pack.control(*name.split(".", 1)) for name in names)
    return tuple(one for one in found if one)


def bearings(pack: Pack, control: Control, found: Mapping[str, Reading]) -> tuple[Bearing, ...]:
    """The same with how each of them stands."""
    return tuple(
        Bearing(one.clause, pack.heading(one.clause), on_screen(one), found[pack.address(one)])
        for one in bearers(pack, control)
    )


def readings(
    asked: Iterable[tuple[Pack, Control]], editions: Mapping[str, UUID], scope: Scope
) -> dict[str, Reading]:
    """How each of these controls stands, and each they rest on, by its address. Many of a kind ask no more than one.

    `editions`: of each policy, the edition it is asked under.
    """
    wanted = {pack.address(control): (pack, control) for pack, control in _with_bearers(asked)}
    found: dict[str, Reading] = {}
    by_kind: dict[str, list[InForce[Any]]] = {}
    for pack, control in wanted.values():
        if not isinstance(KINDS.get(control.kind), AnswersFromOthers):
            (one,) = placed(editions[pack.policy], pack, [control])
            by_kind.setdefault(control.kind, []).append(one)
    for kind, controls in by_kind.items():
        found |= zip((one.address for one in controls), _of_kind(kind, controls, scope), strict=True)
    for pack, control in _in_order(wanted):
        above: Any = KINDS.get(control.kind)
        found[pack.address(control)] = above.evidence_from(bearings(pack, control, found))
    return found


def _with_bearers(asked: Iterable[tuple[Pack, Control]]) -> Iterator[tuple[Pack, Control]]:
    waiting, seen = list(asked)[::-1], set[str]()
    while waiting:
        pack, control = waiting.pop()
        if pack.address(control) not in seen:
            seen.add(pack.address(control))
            yield pack, control
            waiting += [(pack, one) for one in bearers(pack, control)[::-1]]


def _in_order(wanted: Mapping[str, tuple[Pack, Control]]) -> Iterator[tuple[Pack, Control]]:
    """Those that rest on others, each after what it rests on; the gate lets no circle through."""
    resting = {
        address: [pack.address(one) for one in bearers(pack, control)]
        for address, (pack, control) in wanted.items()
        if isinstance(KINDS.get(control.kind), AnswersFromOthers)
    }
    yield from (wanted[one] for one in TopologicalSorter(resting).static_order() if one in resting)


def _of_kind(name: str, controls: Sequence[InForce[Any]], scope: Scope) -> Sequence[Reading]:
    kind: Any = KINDS.get(name)
    if isinstance(kind, AnswersTogether):
        return kind.evidence_of(controls, scope)
    if isinstance(kind, AnswersEvidence):
        return [kind.evidence(control, scope) for control in controls]
    unsaid = "it says how things are done; whether they are shows elsewhere in the policy"
    return [Reading(Status.NOT_TESTABLE, unsaid)] * len(controls)
