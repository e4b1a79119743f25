"""Who: a role, body, contact, outside party or person of the matter; any of, all of, so many of, in order."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from .tables import read_list, read_table
from .trouble import one_of, wrong

DEEPEST = 4


class Prefix(StrEnum):
    """What sort of party a name stands for."""

    ROLE = "role"
    BODY = "body"
    CONTACT = "contact"
    OUTSIDE = "outside"
    PERSON = "person"
    """Somebody of the matter itself: the reporter, their line manager. The kind says which it knows."""


class Manner(StrEnum):
    """How several stand together."""

    ANY_OF = "any_of"
    ALL_OF = "all_of"
    K_OF = "k_of"
    IN_ORDER = "in_order"


_NAMED = re.compile(
    r"(role|body|contact|outside|person):(?:([a-z0-9][a-z0-9-]{0,59})/)?([a-z0-9][a-z0-9-]{0,59})"
)


@dataclass(frozen=True, slots=True)
class Named:
    """One name: `role:dsl`, or `role:safeguarding-core/dsl` when another policy declares it."""

    prefix: Prefix
    id: str
    policy: str = ""

    @classmethod
    def read(cls, raw: object) -> Self:
        """Read `role:dsl`; raises `Troubles`."""
        found = _NAMED.fullmatch(raw) if isinstance(raw, str) else None
        if found is None:
            raise wrong(
                f'{raw!r} names nobody; write {one_of(f"{p}:…" for p in Prefix)}, for example "role:dsl".'
            )
        return cls(Prefix(found[1]), found[3], found[2] or "")

    def plain(self) -> str:
        """As written."""
        return (
            f"{self.prefix.value}:{self.policy}/{self.id}"
            if self.policy
            else f"{self.prefix.value}:{self.id}"
        )


def bare_name(named: Named) -> str:
    """The id as words, for when nobody can say the title."""
    name = named.id.replace("-", " ")
    return name if name.startswith("any ") else f"the {name}"


Naming = Callable[[Named], str]


@dataclass(frozen=True, slots=True)
class Who:
    """One or several parties. A single name is `any_of` one."""

    manner: Manner
    members: tuple["Named | Who", ...]
    k: int = 1
    """How many, for `k_of`."""
    not_same: tuple[Named, ...] = ()
    """Whoever acts must be another person than these."""

    @classmethod
    def read(cls, raw: object, depth: int = 0) -> Self:
        """Read a name, or a table such as `{ any_of = ["role:dsl", "role:deputy"] }`; raises `Troubles`."""
        if isinstance(raw, cls):
            return raw
        if not isinstance(raw, Mapping):
            return cls(Manner.ANY_OF, (Named.read(raw),))
        if depth >= DEEPEST:
            raise wrong(f"who is nested too deeply; at most {DEEPEST} levels.")
        return cls._read_table(raw, depth)

    @classmethod
    def _read_table(cls, raw: Mapping[str, Any], depth: int) -> Self:
        members = read_list(lambda item: cls._member(item, depth + 1), at_least=1)
        lists = {"any_of": members, "all_of": members, "in_order": members, "of": members}
        values = read_table(
            raw, {**lists, "k_of": _whole, "not_same": read_list(Named.read, at_least=1)}, what="who"
        )
        manners = [manner for manner in Manner if manner.value in values]
        if len(manners) != 1 or ("of" in values) != (manners == [Manner.K_OF]):
            raise wrong('say who in one way: a name, any_of, all_of, in_order, or k_of with "of".')
        manner = manners[0]
        chosen: tuple[Named | Who, ...] = values["of"] if manner is Manner.K_OF else values[manner.value]
        k = values.get("k_of", 1)
        if k > len(chosen):
            raise wrong(f"{k} of {len(chosen)} can never be met.", "k_of")
        if len(set(chosen)) != len(chosen):
            raise wrong("somebody is named twice.", manner.value if manner is not Manner.K_OF else "of")
        return cls(manner, chosen, k, values.get("not_same", ()))

    @classmethod
    def _member(cls, raw: object, depth: int) -> "Named | Who":
        return cls.read(raw, depth) if isinstance(raw, Mapping) else Named.read(raw)

    def flatten(self) -> tuple[Named, ...]:
        """Everybody named, in order, each once; those under `not_same` are not among them."""
        seen: dict[Named, None] = {}
        for member in self.members:
            for named in member.flatten() if isinstance(member, Who) else (member,):
                seen.setdefault(named)
        return tuple(seen)

    def roles(self) -> frozenset[str]:
        """The ids of the roles that may act."""
        return frozenset(named.id for named in self.flatten() if named.prefix is Prefix.ROLE)

    def rungs(self) -> tuple["Who", ...]:
        """The members of an order one after the other; anything else is a single rung."""
        if self.manner is not Manner.IN_ORDER:
            return (self,)
        return tuple(
            member if isinstance(member, Who) else Who(Manner.ANY_OF, (member,)) for member in self.members
        )

    def plain(self) -> Any:
        """The canonical form that is hashed."""
        parts = [member.plain() for member in self.members]
        if (
            self.manner is Manner.ANY_OF
            and len(parts) == 1
            and not self.not_same
            and isinstance(parts[0], str)
        ):
            return parts[0]
        written: dict[str, Any] = (
            {"k_of": self.k, "of": parts} if self.manner is Manner.K_OF else {self.manner.value: parts}
        )
        return written | ({"not_same": [named.plain() for named in self.not_same]} if self.not_same else {})

    def words(self, naming: Naming = bare_name) -> str:
        """As people say it; `naming` gives the title of a name."""
        parts = [
            member.words(naming) if isinstance(member, Who) else naming(member) for member in self.members
        ]
        match self.manner:
            case _ if len(parts) == 1:
                said = parts[0]
            case Manner.ANY_OF:
                said = one_of(parts)
            case Manner.ALL_OF:
                said = f"{', '.join(parts[:-1])} and {parts[-1]} together"
            case Manner.K_OF:
                said = f"at least {self.k} of {', '.join(parts)}"
            case Manner.IN_ORDER:
                said = ", failing whom ".join(parts)
        other = one_of(naming(named) for named in self.not_same) if self.not_same else ""
        return f"{said} (somebody other than {other})" if other else said

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        written = core_schema.plain_serializer_function_ser_schema(lambda value: value.plain())
        return core_schema.no_info_plain_validator_function(cls.read, serialization=written)


def _whole(raw: object) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool) or raw < 1:
        raise wrong("this is a whole number, 1 or more.")
    return raw
