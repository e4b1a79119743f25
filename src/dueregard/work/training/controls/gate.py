"""`gate`: what may not happen before certain things are there: probation confirmed, delivery begun, a panel joined."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Protocol, runtime_checkable
from uuid import UUID

from ....authority.people.audience_words import audience_words
from ....authority.people.audiences import AUDIENCE
from ....authority.policy.answers import Basis, Count, InForce, Lack, Reading, Scope, Status
from ....authority.policy.blocks import Block, Words
from ....authority.policy.kinds import KINDS, File, Kind
from ....authority.policy.queries import shelf
from ....authority.policy.values.trouble import Trouble
from ....authority.policy.values.when import When
from ....authority.policy.values.who import Manner, Naming, Prefix, Who, bare_name
from ....ground.kernel.moments import Moment
from ..queries.gates import Passed, passed_in_the_last_year


@runtime_checkable
class CanBeNeeded(Protocol):
    """A kind a gate may wait for."""

    def lacking(
        self, control: InForce[Any], person_ids: Collection[UUID], moment: Moment
    ) -> Mapping[UUID, tuple[str, ...]]:
        """Of these people, who lacks what; whoever lacks nothing is left out."""


class GateBlock(Block):
    """A gate."""

    before: Words
    """What may not happen before, such as "probation is confirmed"."""
    audience: When = When()
    needs: tuple[Words, ...]
    """Controls, as `kind.id` of this policy or `policy/kind.id` of another."""
    override: Who | None = None
    """Who may let somebody through all the same, and says why. Left out: nobody."""


class Gate(Kind[GateBlock]):
    """What comes before."""

    name = "gate"
    on_screen = "what comes first"
    Block = GateBlock
    facts = AUDIENCE

    def ready(self, control: InForce[GateBlock], scope: Scope) -> Iterable[Lack]:
        """Something it waits for is in no policy in force."""
        there = needed(control, scope.moment)
        for need, one in there.items():
            if one is None:
                yield Lack(control.address, f"It waits for {need}, and no policy in force says what that is.")

    def evidence(self, control: InForce[GateBlock], scope: Scope) -> Reading:
        """Whether everybody who passed it in the last year lacked nothing, or was let through as the policy says."""
        return self.evidence_of([control], scope)[0]

    def evidence_of(self, controls: Sequence[InForce[GateBlock]], scope: Scope) -> Sequence[Reading]:
        """The same of several."""
        passed = passed_in_the_last_year([one.address for one in controls], scope.moment)
        return [self._reading(passed[one.address]) for one in controls]

    def _reading(self, passed: Passed) -> Reading:
        if not passed.people:
            return Reading(Status.NO_OCCASION, "nobody passed it in the last year")
        count = Count(passed.whole, passed.people, "people")
        let = f"{passed.let_through} of {passed.people} let through with something missing, and the reason given"
        if passed.short:
            said = f"{passed.short} of {passed.people} passed with something missing"
            said = f"{said}; {let}" if passed.let_through else said
            return Reading(Status.NOT_MET, said, Basis.HAPPENED_HERE, count)
        said = let if passed.let_through else "nobody passed with anything missing"
        return Reading(Status.MET, said, Basis.HAPPENED_HERE, count)

    def check(self, id: str, block: GateBlock, file: File) -> Iterable[Trouble]:
        if not block.needs:
            yield Trouble(("needs",), "a gate that waits for nothing is no gate; name what it needs.")
        for at, need in enumerate(block.needs):
            kind, _, name = need.partition(".")
            if "/" in need:
                continue  # of another policy, which this file does not show: adoption looks
            if not isinstance(KINDS.get(kind), CanBeNeeded):
                yield Trouble(("needs", at), f"{need!r} is nothing a gate can wait for.")
            elif name not in file.blocks(kind):
                yield Trouble(("needs", at), f"this policy has no {kind} {name!r}.")
        if block.override and not _is_one_post(block.override):
            said = 'one person overrides, in a post; write "role:…", or any_of or in_order of such.'
            yield Trouble(("override",), said)

    def words(self, block: GateBlock, naming: Naming = bare_name) -> str:
        needs = ", ".join(need.rpartition(".")[2].replace("-", " ") for need in block.needs)
        said = f"{audience_words(block.audience, naming)}: before {block.before}: {needs}"
        if block.override:
            return f"{said}; {block.override.words(naming)} may let somebody through all the same"
        return f"{said}; nobody may let anybody through without"


def _is_one_post(who: Who) -> bool:
    """Whether one person may act, by a post alone: nobody is asked here whether others agree."""
    return (
        who.manner in (Manner.ANY_OF, Manner.IN_ORDER)
        and not who.not_same
        and all(
            _is_one_post(one) if isinstance(one, Who) else one.prefix is Prefix.ROLE for one in who.members
        )
    )


def needed(control: InForce[GateBlock], moment: Moment) -> dict[str, InForce[Any] | None]:
    """The controls a gate waits for, by what it calls them; None for one that is not in force."""
    there = {one.address: one for one in shelf(moment).controls()}
    return {
        need: there.get(need if "/" in need else f"{control.policy}/{need}") for need in control.block.needs
    }


def lacking(
    control: InForce[GateBlock], person_ids: Collection[UUID], moment: Moment
) -> dict[UUID, tuple[str, ...]]:
    """What each of these people lacks before they may pass; whoever lacks nothing is left out.

    What the gate waits for and no policy in force describes is lacking for everybody: a gate fails shut.
    """
    found: dict[UUID, tuple[str, ...]] = {}
    for need, one in needed(control, moment).items():
        kind = KINDS.get(one.kind) if one else None
        if one is None or not isinstance(kind, CanBeNeeded):
            missing: Mapping[UUID, tuple[str, ...]] = dict.fromkeys(person_ids, (need,))
        else:
            missing = kind.lacking(one, person_ids, moment)
        for person, what in missing.items():
            found[person] = (*found.get(person, ()), *what)
    return found


GATE = Gate()
