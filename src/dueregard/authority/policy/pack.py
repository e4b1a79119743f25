"""A policy as the gate let it through: front matter, clauses, typed controls, and what is hashed of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

from ...ground.kernel.canonical import canonical_json
from .blocks import Block
from .grammar.document import Clause
from .grammar.toml import Places
from .header import Header
from .values.figure import Figure
from .values.walk import walk
from .values.who import Named, bare_name


@dataclass(frozen=True, slots=True)
class Control:
    """One control of a policy: `clock.report` under clause `6.2`."""

    kind: str
    id: str
    clause: str
    block: Block
    places: Places = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        """`kind.id`, its address within the policy."""
        return f"{self.kind}.{self.id}"


@dataclass(frozen=True)
class Pack:
    """One edition of one policy."""

    path: str
    text: str
    header: Header
    clauses: tuple[Clause, ...]
    controls: tuple[Control, ...]
    words: str
    """The policy people sign: the Markdown with every control block taken out."""
    titles: Mapping[Named, str]
    """What the policy calls each role, body, contact and outside party it declares."""

    @property
    def policy(self) -> str:
        """The id of the policy."""
        return self.header.policy

    @property
    def words_hash(self) -> str:
        """SHA-256 of what people sign."""
        return sha256(self.words.encode()).hexdigest()

    @cached_property
    def effect_digest(self) -> str:
        """SHA-256 of what runs: the front matter and every typed control, in canonical JSON."""
        controls = {c.name: {"clause": c.clause, **c.block.model_dump(mode="json")} for c in self.controls}
        return sha256(
            canonical_json({"header": self.header.model_dump(mode="json"), "controls": controls})
        ).hexdigest()

    def control(self, kind: str, id: str) -> Control | None:
        """The control of this kind and id, if there is one."""
        return self._by_name.get(f"{kind}.{id}")

    def of_kind(self, kind: str) -> tuple[Control, ...]:
        """Every control of a kind, in the order of the file."""
        return self._by_kind.get(kind, ())

    def clause(self, id: str) -> Clause | None:
        """The clause with this id, if there is one."""
        return self._by_clause.get(id)

    def heading(self, id: str) -> str:
        """What the clause with this id is called; empty where there is none."""
        found = self.clause(id)
        return found.title if found else ""

    def address(self, control: Control) -> str:
        """`policy/kind.id`."""
        return f"{self.policy}/{control.name}"

    def name_of(self, named: Named) -> str:
        """What this policy calls somebody, or the id in words when another policy declares them."""
        own = Named(named.prefix, named.id)
        title = self.titles.get(own) if named.policy in ("", self.policy) else None
        return f"the {title.removeprefix('The ')}" if title else bare_name(named)

    def figures(self) -> Iterator[tuple[str, str, Figure[Any]]]:
        """Every figure: the address of what it is in, its key there, and itself."""
        for path, found in walk(self.header):
            if isinstance(found, Figure):
                yield self.policy, key_of(path), found
        for control in self.controls:
            for path, found in walk(control.block):
                if isinstance(found, Figure):
                    yield self.address(control), key_of(path), found

    @cached_property
    def _by_clause(self) -> dict[str, Clause]:
        return {clause.id: clause for clause in self.clauses}

    @cached_property
    def _by_kind(self) -> dict[str, tuple[Control, ...]]:
        found: dict[str, tuple[Control, ...]] = {}
        for control in self.controls:
            found[control.kind] = (*found.get(control.kind, ()), control)
        return found

    @cached_property
    def _by_name(self) -> dict[str, Control]:
        return {control.name: control for control in self.controls}


def key_of(path: tuple[str | int, ...]) -> str:
    """A path of keys as people read it: `channels.0.phone`."""
    return ".".join(str(part) for part in path)
