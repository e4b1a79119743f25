"""Figure: a value the policy gives, or an honest word for why it gives none.

Written `"24 hours"`, `"not set"` (silent: a gap), `"none"` (no limit), `"local"` (the provider gives it),
`{ from = "other-policy/clock.report" }`, `{ limit = …, aim = "at once" }`, `[[x.cases]]` (the first that
matches) or `[[x.readings]]` (clauses that clash: the stricter holds until somebody settles it).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any, ClassVar, Generic, Self, TypeVar

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from .tables import read_list, read_table, read_words
from .trouble import Troubles, wrong
from .when import When

T = TypeVar("T")
AT_ONCE = "at once"
_PART = r"[a-z0-9][a-z0-9-]{0,59}"
_ADDRESS = re.compile(rf"(?:{_PART}/)?{_PART}\.{_PART}(?:\.[a-z0-9_]{{1,60}}){{0,3}}")


class Given(StrEnum):
    """What a policy gives where a figure belongs."""

    VALUE = "value"
    NOT_SET = "not set"
    NONE = "none"
    LOCAL = "local"
    INHERITED = "inherited"


class Stricter(StrEnum):
    """Which of two values asks more of the provider."""

    LESS = "the smaller or sooner"
    MORE = "the larger or longer"
    UNDECIDED = "neither"


@dataclass(frozen=True, slots=True)
class Saying(Generic[T]):
    """One thing said: a value, or the word for why there is none. `source`: where an inherited one lives."""

    given: Given
    value: T | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Case(Generic[T]):
    """What holds in some circumstances."""

    when: When
    says: Saying[T]


@dataclass(frozen=True, slots=True)
class Wording(Generic[T]):
    """One of several clashing readings, with the clause of the source it comes from when that is known."""

    value: T
    clause: str = ""


_TABLE_KEYS = frozenset({"limit", "aim", "from", "cases", "readings"})


@dataclass(frozen=True, slots=True)
class Figure(Generic[T]):
    """The base of all figures; a subclass says how a value is read, ordered and written."""

    says: Saying[T]
    aim: T | str | None = None
    """What is aimed at, measured and never breached: a value, or `at once`."""
    cases: tuple[Case[T], ...] = ()
    wordings: tuple[Wording[T], ...] = ()

    stricter: ClassVar[Stricter] = Stricter.UNDECIDED
    aims_at_once: ClassVar[bool] = False

    @classmethod
    def read_value(cls, raw: object) -> T:
        """Read a plain value; raises `Troubles`."""
        raise NotImplementedError

    @classmethod
    def read_local(cls, text: str) -> T:
        """Read what the provider typed in its settings; raises `Troubles`."""
        return cls.read_value(text)

    @classmethod
    def rank(cls, value: T) -> Fraction:
        """Where a value stands in order, for telling the stricter."""
        raise NotImplementedError

    @classmethod
    def plain_value(cls, value: T) -> Any:
        """A value's canonical form."""
        return value

    @classmethod
    def say_value(cls, value: T) -> str:
        """A value as people say it."""
        return str(value)

    @classmethod
    def read(cls, raw: object) -> Self:
        """Read any of the forms above; raises `Troubles`."""
        if isinstance(raw, cls):
            return raw
        if not (isinstance(raw, Mapping) and _TABLE_KEYS & raw.keys()):
            return cls(cls._saying(raw))
        given = [key for key in ("limit", "from", "cases", "readings") if key in raw]
        if len(given) != 1:
            raise wrong("a figure is given in one way: limit, from, cases or readings.")
        readers = {
            "limit": cls._saying,
            "aim": cls._aim,
            "from": _address,
            "cases": read_list(cls._case, at_least=1),
            "readings": read_list(cls._wording, at_least=2),
        }
        values = read_table(raw, readers, what="a figure")
        figure = cls(
            Saying(Given.NOT_SET), values.get("aim"), values.get("cases", ()), values.get("readings", ())
        )
        if "limit" in values:
            return replace(figure, says=values["limit"])
        if "from" in values:
            return replace(figure, says=Saying(Given.INHERITED, source=values["from"]))
        if figure.wordings:
            return replace(figure, says=Saying(Given.VALUE, cls._strictest(figure.wordings)))
        return figure

    @classmethod
    def _saying(cls, raw: object) -> Saying[T]:
        if isinstance(raw, Mapping) and raw.keys() == {"from"}:
            return Saying(
                Given.INHERITED, source=read_table(raw, {"from": _address}, what="a figure")["from"]
            )
        if raw in (Given.NOT_SET, Given.NONE, Given.LOCAL):
            return Saying(Given(str(raw)))
        return Saying(Given.VALUE, cls.read_value(raw))

    @classmethod
    def _aim(cls, raw: object) -> T | str:
        return AT_ONCE if raw == AT_ONCE and cls.aims_at_once else cls.read_value(raw)

    @classmethod
    def _case(cls, raw: object) -> Case[T]:
        values = read_table(
            raw, {"when": When.read, "limit": cls._saying}, required=("when", "limit"), what="a case"
        )
        return Case(values["when"], values["limit"])

    @classmethod
    def _wording(cls, raw: object) -> Wording[T]:
        if not isinstance(raw, Mapping):
            return Wording(cls.read_value(raw))
        rest = {key: value for key, value in raw.items() if key != "clause"}
        clause = read_words(raw["clause"]) if "clause" in raw else ""
        try:
            return Wording(cls.read_value(rest["limit"] if rest.keys() == {"limit"} else rest), clause)
        except Troubles as troubles:
            raise Troubles(
                *(t.under("limit") if rest.keys() == {"limit"} else t for t in troubles.found)
            ) from None

    @classmethod
    def _strictest(cls, wordings: tuple[Wording[T], ...]) -> T:
        if cls.stricter is Stricter.UNDECIDED:
            raise wrong(
                'nobody can say which of these is the stricter; write "not set" until it is settled.',
                "readings",
            )
        values = [wording.value for wording in wordings]
        if len({str(cls.plain_value(value)) for value in values}) != len(values):
            raise wrong("two of these readings are the same; a clash needs different ones.", "readings")
        return (min if cls.stricter is Stricter.LESS else max)(values, key=cls.rank)

    @property
    def may_be_local(self) -> bool:
        """Whether the policy leaves it to the provider, in some case or in every."""
        says = [case.says for case in self.cases] or [self.says]
        return any(one.given is Given.LOCAL for one in says)

    @property
    def clashes(self) -> bool:
        """Whether clauses of the policy clash here."""
        return bool(self.wordings)

    def plain(self) -> Any:
        """The canonical form that is hashed."""
        if self.wordings:
            written: Any = {
                "readings": [_with_clause(w.clause, self.plain_value(w.value)) for w in self.wordings]
            }
        elif self.cases:
            written = {
                "cases": [{"when": c.when.plain(), "limit": self._plain_saying(c.says)} for c in self.cases]
            }
        else:
            written = self._plain_saying(self.says)
        if self.aim is None:
            return written
        aim = AT_ONCE if self.aim == AT_ONCE else self.plain_value(self.aim)  # type: ignore[arg-type]
        return {**(written if self.wordings or self.cases else {"limit": written}), "aim": aim}

    def _plain_saying(self, says: Saying[T]) -> Any:
        if says.given is Given.INHERITED:
            return {"from": says.source}
        return says.given.value if says.value is None else self.plain_value(says.value)

    def words(self) -> str:
        """As people say it."""
        if self.wordings:
            both = " and ".join(self.say_value(wording.value) for wording in self.wordings)
            return f"{self._words_of(self.says)} (the policy says both {both}; the stricter holds)"
        if self.cases:
            return "; ".join(f"{self._words_of(case.says)} {case.when.words()}" for case in self.cases)
        return self._words_of(self.says) + self._aim_words()

    def _aim_words(self) -> str:
        if self.aim is None:
            return ""
        return f" (aim: {AT_ONCE if self.aim == AT_ONCE else self.say_value(self.aim)})"  # type: ignore[arg-type]

    def _words_of(self, says: Saying[T]) -> str:
        match says.given:
            case Given.NOT_SET:
                return "not set (the policy does not say)"
            case Given.NONE:
                return "no limit (the policy says so)"
            case Given.LOCAL:
                return "set by the provider"
            case Given.INHERITED:
                return f"as another policy says ({says.source.split('/')[0]})"
            case Given.VALUE:
                return self.say_value(says.value) if says.value is not None else ""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        written = core_schema.plain_serializer_function_ser_schema(lambda value: value.plain())
        return core_schema.no_info_plain_validator_function(cls.read, serialization=written)


def _address(raw: object) -> str:
    if not isinstance(raw, str) or not _ADDRESS.fullmatch(raw):
        raise wrong(
            f'{raw!r} is not the address of a figure; write "policy/kind.id" or "policy/kind.id.key".'
        )
    return raw


def _with_clause(clause: str, value: Any) -> Any:
    if not clause:
        return value
    return {**(value if isinstance(value, dict) else {"limit": value}), "clause": clause}
