"""Whom a check of a draft can name: the posts, bodies and contacts of this policy and of those in force beside it."""

from collections.abc import Mapping
from typing import Any

from .....authority.policy.faults import read_model
from .....authority.policy.grammar.toml import read_toml
from .....authority.policy.kinds import KINDS, Kind
from .....authority.policy.queries import shelf
from .....authority.policy.values.who import Named, Prefix
from .reading import Reading


def names(reading: Reading, kind: Kind[Any]) -> dict[str, str]:
    """Each name as it is written, with what people call it."""
    found: dict[str, str] = {}
    for fence in reading.parts.document.fences:
        declaring = KINDS.get(fence.kind)
        values, _places, _problems = read_toml(fence.toml, fence.name)
        block = (
            read_model(declaring.Block, values, fence.kind)[0] if declaring and values is not None else None
        )
        if declaring and block:
            found |= _called(declaring.declares(fence.id, block))
    for _edition, pack in shelf(reading.seen.moment).editions:
        if pack.policy != reading.row.policy:
            others = {
                Named(named.prefix, named.id, pack.policy): title for named, title in pack.titles.items()
            }
            found |= {name: f"{title} ({pack.header.title})" for name, title in _called(others).items()}
    return found | {f"person:{one}": f"the {one.replace('-', ' ')}" for one in sorted(kind.persons)}


def _called(declared: Mapping[Named, str]) -> dict[str, str]:
    """A contact outside has two names: of a place to send to, and of somebody who acts."""
    return {
        named.plain(): f"{title} (outside)" if named.prefix is Prefix.OUTSIDE else title
        for named, title in declared.items()
    }
