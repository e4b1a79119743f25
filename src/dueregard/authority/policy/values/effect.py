"""Effect: what lateness, refusal and silence bring about: a task, a notice, a shut gate, a standing.

An effect falls on work, doors and organisations; there is no way to write one that falls on a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from .tables import Reader, read_choice, read_id, read_list, read_table, read_words
from .trouble import wrong
from .who import Naming, Who, bare_name


class Sort(StrEnum):
    """The four things an effect can be."""

    TASK = "task"
    NOTICE = "notice"
    SHUT_GATE = "shut_gate"
    STANDING = "standing"


class Standing(StrEnum):
    """How an organisation stands with the provider."""

    IN_GOOD_STANDING = "in-good-standing"
    UNDER_NOTICE = "under-notice"
    SUSPENDED = "suspended"
    ENDED = "ended"


class Organisation(StrEnum):
    """Whose standing it can be. No person is on this list, and none will be."""

    SUBCONTRACTOR = "subcontractor"
    EMPLOYER = "employer"
    PARTNER = "partner"


_SORTS: dict[str, Reader] = {
    Sort.TASK: read_words,
    Sort.NOTICE: read_words,
    Sort.SHUT_GATE: read_id,
    Sort.STANDING: read_choice(Standing),
}


@dataclass(frozen=True, slots=True)
class Effect:
    """One effect. `what` is the words of a task or notice, the id of a gate, or a standing."""

    sort: Sort
    what: str
    to: Who | None = None
    of: Organisation | None = None

    @classmethod
    def read(cls, raw: object) -> Self:
        """Read `{ task = "Ring the cover", to = "role:dsl" }` and its like; raises `Troubles`."""
        if isinstance(raw, cls):
            return raw
        readers: dict[str, Reader] = {**_SORTS, "to": Who.read, "of": _organisation}
        values = read_table(raw, readers, what="an effect")
        sorts = [sort for sort in Sort if sort in values]
        if len(sorts) != 1:
            raise wrong("an effect is exactly one of task, notice, shut_gate or standing.")
        sort = sorts[0]
        if sort in (Sort.TASK, Sort.NOTICE) and "to" not in values:
            raise wrong(f'a {sort.value} needs somebody to go to: to = "role:…".')
        if (sort is Sort.STANDING) != ("of" in values):
            raise wrong(
                'a standing says of which sort of organisation: of = "subcontractor"; nothing else does.'
            )
        return cls(sort, values[sort], values.get("to"), values.get("of"))

    def plain(self) -> dict[str, Any]:
        """The canonical form that is hashed."""
        written: dict[str, Any] = {self.sort.value: str(self.what)}
        written |= {"to": self.to.plain()} if self.to else {}
        return written | ({"of": self.of.value} if self.of else {})

    def words(self, naming: Naming = bare_name) -> str:
        """As people say it."""
        to = self.to.words(naming) if self.to else ""
        match self.sort:
            case Sort.TASK:
                return f"{to} gets a task: {self.what}"
            case Sort.NOTICE:
                return f"{to} is told: {self.what}"
            case Sort.SHUT_GATE:
                return f"nothing goes further until it is put right ({self.what.replace('-', ' ')})"
            case Sort.STANDING:
                of = self.of.value if self.of else "organisation"
                return f"the {of} is marked {str(self.what).replace('-', ' ')}"


@dataclass(frozen=True, slots=True)
class Effects:
    """One effect or several; written as a table or a list of tables."""

    items: tuple[Effect, ...] = ()

    @classmethod
    def read(cls, raw: object) -> Self:
        """Read a table or a list of tables; raises `Troubles`."""
        if isinstance(raw, cls):
            return raw
        if isinstance(raw, Mapping):
            return cls((Effect.read(raw),))
        return cls(read_list(Effect.read, at_least=1)(raw))

    def __bool__(self) -> bool:
        return bool(self.items)

    def plain(self) -> list[dict[str, Any]]:
        """The canonical form that is hashed."""
        return [effect.plain() for effect in self.items]

    def words(self, naming: Naming = bare_name) -> str:
        """As people say it."""
        return "; ".join(effect.words(naming) for effect in self.items)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        written = core_schema.plain_serializer_function_ser_schema(lambda value: value.plain())
        return core_schema.no_info_plain_validator_function(cls.read, serialization=written)


NO_EFFECTS = Effects()


def _organisation(raw: object) -> Organisation:
    if raw not in list(Organisation):
        valid = ", ".join(Organisation)
        raise wrong(
            f"{raw!r} has no standing; an effect falls on an organisation, never on a person. Valid: {valid}."
        )
    return Organisation(str(raw))
