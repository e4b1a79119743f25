"""`indicators`: signs a policy lists. They describe; nothing counts, weighs or scores them, and no key here could."""

from collections.abc import Iterable
from enum import StrEnum
from typing import ClassVar

from ....authority.policy.blocks import Block, Id, Part, Words
from ....authority.policy.kinds import File, Kind
from ....authority.policy.values.trouble import Trouble
from ....authority.policy.values.who import Naming, bare_name

_NO_SCORE = (
    "nothing here scores, ranks or weighs a person: signs describe, a person's reasons decide; delete it."
)
_REFUSED = dict.fromkeys(
    ("weight", "score", "points", "severity", "rank", "ranking", "risk", "level", "threshold", "rag"),
    _NO_SCORE,
)


class Column(StrEnum):
    """What sort of sign the policy says it is; the policy's own sorting is kept."""

    TRIGGER = "trigger"
    FACTOR = "factor"
    VULNERABILITY = "vulnerability"
    INDICATOR = "indicator"


class Indicator(Part):
    """One sign."""

    misplaced: ClassVar[dict[str, str]] = _REFUSED

    code: Id
    column: Column
    words: Words
    consequence: Words | None = None
    """What the policy says may follow, where it mixes sign and consequence."""


class IndicatorsBlock(Block):
    """A list of signs. A narrative is always asked as well; nothing can be reported by ticking alone."""

    misplaced: ClassVar[dict[str, str]] = _REFUSED

    items: tuple[Indicator, ...]
    caution: Words | None = None
    """What the policy says against reading signs as proof."""


class Indicators(Kind[IndicatorsBlock]):
    """Signs shown beside the narrative."""

    name = "indicators"
    on_screen = "signs to look out for"
    Block = IndicatorsBlock

    def check(self, id: str, block: IndicatorsBlock, file: File) -> Iterable[Trouble]:
        first: dict[str, int] = {}
        for at, item in enumerate(block.items):
            if first.setdefault(item.code, at) != at:
                yield Trouble(("items", at, "code"), f"the code {item.code!r} is already in this list.")
        if not block.items:
            yield Trouble(("items",), "the list is empty.")

    def words(self, block: IndicatorsBlock, naming: Naming = bare_name) -> str:
        return "; ".join(item.words for item in block.items)
