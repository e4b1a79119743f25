"""`decision`: who decides a question about a matter, with whom, after what, and what of it is written down."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum

from ....authority.access.queries import holders
from ....authority.policy.answers import Basis, Count, InForce, Lack, Reading, Scope, Status
from ....authority.policy.blocks import Block, Id, Part
from ....authority.policy.kinds import File, Kind
from ....authority.policy.values.trouble import Trouble
from ....authority.policy.values.when import When
from ....authority.policy.values.who import Naming, Who, bare_name
from ..vocabulary import ANSWERS, Question
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

    def __init__(self) -> None:
        self._counted: Callable[[Sequence[InForce[DecisionBlock]], Scope], Sequence[Count]] | None = None

    def be_counted_by(
        self, count: Callable[[Sequence[InForce[DecisionBlock]], Scope], Sequence[Count]]
    ) -> None:
        """Teach it who counts what was decided under each in the last year, of what was put: the queries."""
        self._counted = count

    def ready(self, control: InForce[DecisionBlock], scope: Scope) -> Iterable[Lack]:
        """Nobody holds a post that decides, or that must agree; or one person would have to agree with themselves."""
        block = control.block
        decide = {role for who in (block.by, *(one.who for one in block.stand_in)) for role in who.roles()}
        deciding = {row.person_id for row in holders(decide, scope.moment)}
        if not deciding:
            yield Lack(control.address, "Nobody holds any post that makes this decision.")
        if block.second_person is None:
            return
        agreeing = {row.person_id for row in holders(block.second_person.roles(), scope.moment)}
        if not agreeing:
            yield Lack(control.address, "Nobody holds any post that must agree to this decision.")
        elif deciding == agreeing and len(deciding) == 1:
            yield Lack(control.address, "One person both makes this decision and must agree to it.")

    def evidence(self, control: InForce[DecisionBlock], scope: Scope) -> Reading:
        """Whether somebody can make it, and whether those begun in the last year were made."""
        return self.evidence_of([control], scope)[0]

    def evidence_of(self, controls: Sequence[InForce[DecisionBlock]], scope: Scope) -> Sequence[Reading]:
        """The same of several."""
        if self._counted is None:
            raise RuntimeError("nobody has taught the decision what was decided")
        counts = self._counted(controls, scope)
        return [self._reading(one, count, scope) for one, count in zip(controls, counts, strict=True)]

    def _reading(self, control: InForce[DecisionBlock], count: Count, scope: Scope) -> Reading:
        lacks = list(self.ready(control, scope))
        if lacks:
            return Reading(Status.NOT_MET, lacks[0].sentence, Basis.HAPPENED_HERE)
        if not count.of:
            return Reading(Status.NO_OCCASION, "nothing of this sort was decided in the last year")
        if count.n < count.of:
            said = f"{count.of - count.n} of {count.of} still wait for somebody to join them"
            return Reading(Status.AT_RISK, said, Basis.HAPPENED_HERE, count)
        said = "everybody the policy names joined every one of them"
        return Reading(Status.MET, said, Basis.HAPPENED_HERE, count)

    def check(self, id: str, block: DecisionBlock, file: File) -> Iterable[Trouble]:
        if not block.by.roles():
            yield Trouble(("by",), "a decision is made by somebody who can open the record: role:….")
        for at, stand_in in enumerate(block.stand_in):
            if stand_in.who.roles() & block.by.roles():
                yield Trouble(("stand_in", at, "who"), "this already decides, so it cannot stand in.")
        answers = ANSWERS.get(block.question, ())
        if answers and set(block.outcomes) - set(answers):
            yield Trouble(
                ("outcomes",), f"this question is answered by {', '.join(answers)}; leave the others out."
            )
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


DECISION = Decision()
