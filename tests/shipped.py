"""The policies that ship, as the gate read them: for tests of what they say and of where they lead."""

from functools import cache
from typing import Any
from uuid import UUID

import dueregard.authority.access.controls
import dueregard.authority.policy.controls
import dueregard.work.casework.controls
import dueregard.work.training.controls  # noqa: F401  # registers the kinds, as Django does when it starts
from dueregard.authority.access.controls.role import RoleBlock
from dueregard.authority.policy.answers import InForce
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.catalogues import CATALOGUES, GUIDANCE, catalogue
from dueregard.authority.policy.gate import Judgement, judge
from dueregard.authority.policy.pack import Pack

EDITION = UUID(int=1)


@cache
def judged(name: str) -> Judgement:
    """A shipped policy at the gate, its claims held against every catalogue."""
    every = map(catalogue, CATALOGUES + GUIDANCE)
    catalogues = {prefix: each for each in every for prefix in each.prefixes}
    return judge(archetype(name), f"{name}.md", catalogues)


def pack_of(name: str) -> Pack:
    """A shipped policy."""
    pack = judged(name).pack
    assert pack is not None, judged(name).problems
    return pack


def in_force(name: str, kind: str) -> list[InForce[Any]]:
    """Its controls of a kind, as if a provider had adopted it."""
    pack = pack_of(name)
    return [InForce(EDITION, pack.policy, kind, c.id, c.clause, c.block) for c in pack.of_kind(kind)]


def role_of(name: str, id: str) -> RoleBlock:
    """One of its posts."""
    control = pack_of(name).control("role", id)
    assert control is not None, f"{name} has no post {id}"
    block = control.block
    assert isinstance(block, RoleBlock)
    return block
