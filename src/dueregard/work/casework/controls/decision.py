"""`decision`: who decides a question about a matter, with whom, after what, and what of it is written down."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from ....authority.policy.blocks import Block, Id, Part
from ....authority.policy.kinds import File, Kind
from ....authority.policy.values.figures import TimeLimit
from ....authority.policy.values.trouble import Trouble
from ....authority.policy.values.when import When
from ....authority.policy.values.who import Naming, Who, bare_name
from ..vocabulary import Question
from .facts import CASE_FACTS, CASE_PERSONS, Happening


class StandInWhen(StrEnum):
    """When a stand-in decides."""

    ABSENT = "absent"
    IS_THE_PERSON = "is-the-person"
    """The matter is about whoever would decide."""


class Sheet(StrEnum):
    """How much is written: one sentence and an outcome, or the full sheet."""

    SHORT = "short"
    FULL = "full"


class StandIn(Part):
    """Who decides instead."""

    who: Who
    when: StandInWhen


class DecisionBlock(Block):
    """A decision."""

    question: Question
    applies: When = When()
    by: Who
    """Who decides: any of some, or all of some together."""
    stand_in: tuple[StandIn, ...] = ()
    consult_first: Who | None = None
    """Whose advice is taken, and recorded, before it is decided."""
    meeting: Who | None = None
    """A body that may be called together over it."""
    second_person: Who | None = None
    """Somebody else who must agree."""
    sheet: Sheet = Sheet.SHORT
    full_when: When | None = None
    """When a short sheet becomes a full one."""
    outcomes: tuple[Id, ...] = ()
    records_whether: tuple[Id, ...] = ()
    """What is always written down as done or not done, with the reason: `told-parents`, `reported-to-police`."""
    within: TimeLimit | None = None

    def applies_to(self, facts: Mapping[str, object]) -> bool:
        """Whether this decision is asked in a matter with these facts."""
        return self.applies.matches(facts)

    def needs_full_sheet(self, facts: Mapping[str, object]) -> bool:
        """Whether the full sheet opens."""
        return self.sheet is Sheet.FULL or (self.full_when is not None and self.full_when.matches(facts))


class Decision(Kind[DecisionBlock]):
    """Who decides."""

    name = "decision"
    on_screen = "decision"
    Block = DecisionBlock
    facts = CASE_FACTS
    anchors = frozenset(Happening)
    persons = CASE_PERSONS

    def check(self, id: str, block: DecisionBlock, file: File) -> Iterable[Trouble]:
        if not block.by.roles():
            yield Trouble(("by",), "a decision is made by somebody who can open the record: role:….")
        for at, stand_in in enumerate(block.stand_in):
            if stand_in.who.roles() & block.by.roles():
                yield Trouble(("stand_in", at, "who"), "this already decides, so it cannot stand in.")
        if block.sheet is Sheet.FULL and block.full_when is not None:
            yield Trouble(("full_when",), 'the sheet is always full; delete this, or write sheet = "short".')

    def words(self, block: DecisionBlock, naming: Naming = bare_name) -> str:
        said = [f"{block.question.value.replace('-', ' ')}: decided by {block.by.words(naming)}"]
        for stand_in in block.stand_in:
            when = "they are absent" if stand_in.when is StandInWhen.ABSENT else "it is about them"
            said.append(f"by {stand_in.who.words(naming)} when {when}")
        if block.consult_first:
            said.append(f"after consulting {block.consult_first.words(naming)}")
        if block.meeting:
            said.append(f"{block.meeting.words(naming)} may meet over it")
        if block.second_person:
            said.append(f"{block.second_person.words(naming)} must agree")
        if block.records_whether:
            said.append(
                f"written down whether: {', '.join(what.replace('-', ' ') for what in block.records_whether)}"
            )
        return "; ".join(said)
