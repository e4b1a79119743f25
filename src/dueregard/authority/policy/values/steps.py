"""Steps: what is done in order, by whom, with what, and what silence, refusal and lateness do."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from .effect import NO_EFFECTS, Effects
from .figures import TimeLimit
from .tables import Reader, read_choice, read_id, read_list, read_table, read_words
from .who import Naming, Who, bare_name


class StepVerb(StrEnum):
    """What a step can be. A closed list."""

    PROPOSE = "propose"
    CHECK = "check"
    CONSULT = "consult"
    AGREE = "agree"
    APPROVE = "approve"
    DECIDE = "decide"
    SIGN = "sign"
    SEND = "send"
    NOTIFY = "notify"
    ACKNOWLEDGE = "acknowledge"
    RECORD = "record"
    REVIEW = "review"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Step:
    """One step."""

    verb: StepVerb
    by: Who
    needs: tuple[str, ...] = ()
    """Ids of what must be there before it."""
    outcomes: tuple[str, ...] = ()
    """Ids of how it may end; empty: done or not."""
    within: TimeLimit | None = None
    silence: Effects = NO_EFFECTS
    refusal: Effects = NO_EFFECTS
    late: Effects = NO_EFFECTS
    conditions: tuple[str, ...] = ()
    """What must stay so afterwards, tracked until it is."""

    @classmethod
    def read(cls, raw: object) -> Self:
        """Read one table; raises `Troubles`."""
        if isinstance(raw, cls):
            return raw
        readers: dict[str, Reader] = {
            "verb": read_choice(StepVerb),
            "by": Who.read,
            "needs": read_list(read_id),
            "outcomes": read_list(read_id),
            "within": TimeLimit.read,
            "silence": Effects.read,
            "refusal": Effects.read,
            "late": Effects.read,
            "conditions": read_list(read_words),
        }
        return cls(**read_table(raw, readers, required=("verb", "by"), what="a step"))

    def plain(self) -> dict[str, Any]:
        """The canonical form that is hashed."""
        written: dict[str, Any] = {"verb": self.verb.value, "by": self.by.plain()}
        for key in ("needs", "outcomes", "conditions"):
            written |= {key: list(getattr(self, key))} if getattr(self, key) else {}
        for key in ("within", "silence", "refusal", "late"):
            written |= {key: getattr(self, key).plain()} if getattr(self, key) else {}
        return written

    def words(self, naming: Naming = bare_name) -> str:
        """As people say it."""
        said = f"{self.by.words(naming)}: {self.verb.value}"
        return f"{said}, {self.within.words()}" if self.within else said


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps in their order."""

    items: tuple[Step, ...] = ()

    @classmethod
    def read(cls, raw: object) -> Self:
        """Read a list of step tables; raises `Troubles`."""
        return raw if isinstance(raw, cls) else cls(read_list(Step.read, at_least=1)(raw))

    def plain(self) -> list[dict[str, Any]]:
        """The canonical form that is hashed."""
        return [step.plain() for step in self.items]

    def words(self, naming: Naming = bare_name) -> str:
        """As people say it."""
        return "; then ".join(step.words(naming) for step in self.items)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        written = core_schema.plain_serializer_function_ser_schema(lambda value: value.plain())
        return core_schema.no_info_plain_validator_function(cls.read, serialization=written)
