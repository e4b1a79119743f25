"""When: all, any or none of some tests over facts that the kind declares. No expressions.

Unknown is a value like any other: a fact nobody gave is "unknown", meets no other test, and can be tested.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from .tables import read_id, read_list
from .trouble import Trouble, Troubles, one_of, wrong

DEEPEST = 6
UNKNOWN = "unknown"
_JOINS = ("all", "any", "not")


@dataclass(frozen=True, slots=True)
class Fact:
    """What a kind lets a policy ask about. `values` None: any id, such as a provider's own population."""

    on_screen: str
    values: tuple[str, ...] | None

    @property
    def answers(self) -> tuple[str, ...]:
        """Every answer that may be tested for."""
        return tuple(dict.fromkeys((*(self.values or ()), UNKNOWN)))


Facts = Mapping[str, Fact]


def choice(on_screen: str, values: type[StrEnum]) -> Fact:
    """A fact with a closed list of answers."""
    return Fact(on_screen, tuple(str(member) for member in values))


def yes_no(on_screen: str) -> Fact:
    """A fact that is so or is not; written `true` or `false`."""
    return Fact(on_screen, ("yes", "no"))


def own_word(on_screen: str) -> Fact:
    """A fact whose answers are the provider's own ids."""
    return Fact(on_screen, None)


def said(value: object) -> str:
    """A fact's value as tests compare it."""
    if value is None:
        return UNKNOWN
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


@dataclass(frozen=True, slots=True)
class When:
    """Every test and every part must hold. An empty one holds always."""

    tests: tuple[tuple[str, tuple[str, ...]], ...] = ()
    all: tuple["When", ...] = ()
    any: tuple["When", ...] = ()
    none: tuple["When", ...] = ()

    @classmethod
    def read(cls, raw: object, depth: int = 0) -> Self:
        """Read a table of `fact = answer`, `fact = [answers]`, `all`, `any`, `not`; raises `Troubles`."""
        if isinstance(raw, cls):
            return raw
        if not isinstance(raw, Mapping):
            raise wrong('this is a table of facts, for example { reporter = "staff" }.')
        if depth >= DEEPEST:
            raise wrong(f"conditions are nested too deeply; at most {DEEPEST} levels.")
        found: list[Trouble] = []
        tests: list[tuple[str, tuple[str, ...]]] = []
        parts: dict[str, tuple[Self, ...]] = {}
        for key, value in raw.items():
            try:
                if key in _JOINS:
                    parts[key] = cls._parts(key, value, depth + 1)
                else:
                    tests.append((key, _answers(value)))
            except Troubles as troubles:
                found += [trouble.under(key) for trouble in troubles.found]
        if found:
            raise Troubles(*found)
        return cls(tuple(sorted(tests)), parts.get("all", ()), parts.get("any", ()), parts.get("not", ()))

    @classmethod
    def _parts(cls, key: str, raw: object, depth: int) -> tuple[Self, ...]:
        if key == "not" and isinstance(raw, Mapping):
            return (cls.read(raw, depth),)
        parts: tuple[Self, ...] = read_list(lambda item: cls.read(item, depth), at_least=1)(raw)
        return parts

    def matches(self, facts: Mapping[str, object]) -> bool:
        """Whether it holds for these facts; a fact that is missing or None is "unknown"."""
        if not all(said(facts.get(fact)) in answers for fact, answers in self.tests):
            return False
        if not all(part.matches(facts) for part in self.all) or any(
            part.matches(facts) for part in self.none
        ):
            return False
        return not self.any or any(part.matches(facts) for part in self.any)

    def check(self, facts: Facts) -> list[Trouble]:
        """Facts and answers the kind does not know, each with the valid ones."""
        found = [trouble for fact, answers in self.tests for trouble in _check(fact, answers, facts)]
        for key, parts in zip(_JOINS, (self.all, self.any, self.none), strict=True):
            # `not` may be written as one table, so its troubles point at the key and not into a list
            where = [(key,) if key == "not" else (key, at) for at in range(len(parts))]
            found += [
                t.under(*path) for path, part in zip(where, parts, strict=True) for t in part.check(facts)
            ]
        return found

    def plain(self) -> dict[str, Any]:
        """The canonical form that is hashed."""
        written: dict[str, Any] = {fact: list(answers) for fact, answers in self.tests}
        joins = zip(_JOINS, (self.all, self.any, self.none), strict=True)
        return written | {key: [part.plain() for part in parts] for key, parts in joins if parts}

    def words(self, facts: Facts | None = None) -> str:
        """As people say it: `when who reports is staff`."""
        if self == When():
            return "always"
        return f"when {self._words(facts or {})}"

    def _words(self, facts: Facts) -> str:
        parts = []
        for fact, answers in self.tests:
            name = facts[fact].on_screen if fact in facts else fact.replace("-", " ")
            if answers in (("yes",), ("no",)):
                parts.append(name if answers == ("yes",) else f"it is not so that {name}")
            else:
                parts.append(f"{name} is {one_of(answer.replace('-', ' ') for answer in answers)}")
        parts += [part._words(facts) for part in self.all]
        if self.any:
            parts.append(f"either {' or '.join(part._words(facts) for part in self.any)}")
        parts += [f"it is not so that {part._words(facts)}" for part in self.none]
        return " and ".join(parts)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        written = core_schema.plain_serializer_function_ser_schema(lambda value: value.plain())
        return core_schema.no_info_plain_validator_function(cls.read, serialization=written)


def _answers(raw: object) -> tuple[str, ...]:
    items: Iterable[object] = raw if isinstance(raw, list) else [raw]
    answers = tuple(said(item) if isinstance(item, bool) else read_id(item) for item in items)
    if not answers:
        raise wrong("an empty list of answers can never be met.")
    return tuple(dict.fromkeys(answers))


def _check(fact: str, answers: tuple[str, ...], facts: Facts) -> list[Trouble]:
    if fact not in facts:
        close = get_close_matches(fact, list(facts), n=1)
        meant = f" Did you mean {close[0]!r}?" if close else ""
        return [
            Trouble(
                (fact,),
                f"nothing is known here about {fact!r}; valid: {one_of(facts) if facts else 'none'}.{meant}",
            )
        ]
    known = facts[fact]
    strange = [answer for answer in answers if known.values is not None and answer not in known.answers]
    if not strange:
        return []
    return [
        Trouble(
            (fact,),
            f"{one_of(repr(a) for a in strange)} is no answer to {fact!r}; valid: {one_of(known.answers)}.",
        )
    ]
