"""What the policies in force mean by their words."""

from collections.abc import Iterator
from datetime import date

from ....authority.policy.answers import InForce
from ....authority.policy.controls.definition import DEFINITION, DefinitionBlock
from ....authority.policy.queries import in_force, lookup, shelf
from ....authority.policy.values.resolve import Lookup, resolve
from ....ground.kernel.moments import Moment
from ..rules.glossary import Meaning

Defined = InForce[DefinitionBlock]


def meanings(moment: Moment, policy: str = "") -> Iterator[Meaning]:
    """Each meaning, policy by policy in their order; with `policy`, of one."""
    titles = {pack.policy: pack.header.title for _edition, pack in shelf(moment).editions}
    given = lookup(moment)
    every: list[Defined] = [one for one in in_force(DEFINITION, moment) if policy in ("", one.policy)]
    blocks = {(one.policy, one.id): one.block for one in every}
    for one in every:
        whole = blocks.get((one.policy, one.block.part_of or ""))
        parts = [
            other.block.term for other in every if (other.policy, other.block.part_of) == (one.policy, one.id)
        ]
        yield Meaning(
            one.policy,
            titles[one.policy],
            one.clause,
            one.block,
            _checked(one, given),
            whole.term if whole else "",
            tuple(parts),
        )


def _checked(one: Defined, given: Lookup) -> date | None:
    return (
        resolve(one.block.checked, {}, given, f"{one.address}.checked").value if one.block.checked else None
    )
