"""`indicators`: signs a policy lists. They describe; nothing counts, weighs or scores them, and no key here could."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import ClassVar

from ....authority.policy.blocks import Block, Id, Part, Words
from ....authority.policy.kinds import File, Kind
from ....authority.policy.values.trouble import Trouble
from ....authority.policy.values.who import Naming, bare_name

INDICATORS = "indicators"
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


class Protected(StrEnum):
    """What the Equality Act 2010 protects (section 4). A sign that touches it is shown with a question to oneself."""

    AGE = "age"
    DISABILITY = "disability"
    GENDER_REASSIGNMENT = "gender-reassignment"
    MARRIAGE = "marriage-and-civil-partnership"
    PREGNANCY = "pregnancy-and-maternity"
    RACE = "race"
    RELIGION = "religion-or-belief"
    SEX = "sex"
    ORIENTATION = "sexual-orientation"


class Detail(Part):
    """What may be said about a sign beside marking it: any number of a few answers."""

    misplaced: ClassVar[dict[str, str]] = _REFUSED

    ask: Words
    answers: tuple[Words, ...]


class Indicator(Part):
    """One sign."""

    misplaced: ClassVar[dict[str, str]] = _REFUSED

    code: Id
    column: Column
    words: Words
    consequence: Words | None = None
    """What the policy says may follow, where it mixes sign and consequence."""
    details: tuple[Detail, ...] = ()
    touches: Protected | None = None
    """A protected characteristic it comes near."""


class Link(Part):
    """A row of a table that sets signs beside each other: the policy's own, and no step from one to the next."""

    misplaced: ClassVar[dict[str, str]] = _REFUSED

    factors: tuple[Id, ...] = ()
    vulnerabilities: tuple[Id, ...] = ()
    indicators: tuple[Id, ...] = ()

    def columns(self) -> Iterator[tuple[str, Column, tuple[str, ...]]]:
        """Each column with its key and the codes in it."""
        yield "factors", Column.FACTOR, self.factors
        yield "vulnerabilities", Column.VULNERABILITY, self.vulnerabilities
        yield "indicators", Column.INDICATOR, self.indicators


class IndicatorsBlock(Block):
    """A list of signs. A narrative is always asked as well; nothing can be reported by ticking alone."""

    misplaced: ClassVar[dict[str, str]] = _REFUSED

    items: tuple[Indicator, ...]
    links: tuple[Link, ...] = ()
    """Rows that set factors, vulnerabilities and indicators beside each other. A sign stands once in the list, however
    many rows name it."""
    caution: Words | None = None
    """What the policy says against reading signs as proof."""


class Indicators(Kind[IndicatorsBlock]):
    """Signs shown beside the narrative."""

    name = INDICATORS
    on_screen = "signs to look out for"
    Block = IndicatorsBlock

    def check(self, id: str, block: IndicatorsBlock, file: File) -> Iterable[Trouble]:
        first: dict[str, int] = {}
        for at, item in enumerate(block.items):
            if first.setdefault(item.code, at) != at:
                yield Trouble(("items", at, "code"), f"the code {item.code!r} is already in this list.")
            for of, detail in enumerate(item.details):
                if len(set(detail.answers)) < 2:
                    yield Trouble(
                        ("items", at, "details", of, "answers"), "give at least two different answers."
                    )
        if not block.items:
            yield Trouble(("items",), "the list is empty.")
        yield from _check_links(block)

    def words(self, block: IndicatorsBlock, naming: Naming = bare_name) -> str:
        return "; ".join(item.words for item in block.items)


def _check_links(block: IndicatorsBlock) -> Iterator[Trouble]:
    column_of = {item.code: item.column for item in block.items}
    for at, link in enumerate(block.links):
        if sum(bool(codes) for _key, _column, codes in link.columns()) < 2:
            yield Trouble(
                ("links", at), "a row sets something beside something else; fill two of its columns."
            )
        if link in block.links[:at]:
            yield Trouble(("links", at), "this row is already there.")
        for key, column, codes in link.columns():
            for of, code in enumerate(codes):
                if column_of.get(code) is not column:
                    yield Trouble(("links", at, key, of), f"{code!r} is no {column} of this list.")
                elif code in codes[:of]:
                    yield Trouble(("links", at, key, of), f"{code!r} stands in this row already.")
