"""`clock`: from one happening to another within a time. Packages above teach it what happens and what may be asked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, ClassVar

from pydantic import Field, PlainValidator

from ...authority.policy.answers import (
    Duty,
    EffectOfChange,
    InForce,
    Lack,
    Reading,
    Scope,
    Treatment,
)
from ...authority.policy.blocks import Block, Part, Reminder
from ...authority.policy.kinds import File, Kind, register
from ...authority.policy.queries import lookup
from ...authority.policy.values.effect import NO_EFFECTS, Effects
from ...authority.policy.values.figure import Figure, Given, Stricter
from ...authority.policy.values.figures import TimeLimit
from ...authority.policy.values.resolve import resolve
from ...authority.policy.values.tables import read_id
from ...authority.policy.values.trouble import Trouble, one_of
from ...authority.policy.values.when import Fact, When
from ...authority.policy.values.who import Naming, Who, bare_name
from .queries.calendars import calendar
from .queries.obligations import open_obligations
from .rules.calendars import HoursNotSet, TermsNotSet
from .rules.measures import due

_HAPPENINGS: dict[str, int] = {}
"""Every happening a clock may start or stop at, with its place in the usual order of things."""


@dataclass(frozen=True, slots=True)
class Start(Figure[str]):
    """From which happening time runs. Of clashing readings the earlier is the stricter."""

    stricter: ClassVar[Stricter] = Stricter.LESS

    @classmethod
    def read_value(cls, raw: object) -> str:
        return read_id(raw)

    @classmethod
    def rank(cls, value: str) -> Fraction:
        return Fraction(_HAPPENINGS.get(value, -1))

    @classmethod
    def say_value(cls, value: str) -> str:
        return value.replace("-", " ")


class Measures(Part):
    """The two happenings a clock stands between."""

    start: Annotated[Start, Field(alias="from")]
    to: Annotated[str, PlainValidator(read_id)]


class ClockBlock(Block):
    """A clock. The aim within `limit` is measured and never breached; without a limit nothing can be late."""

    measures: Measures
    applies: When = When()
    limit: TimeLimit
    owes: Who | None = None
    """Who has to bring about what it runs to."""
    remind: tuple[Reminder, ...] = ()
    """How long before the end the owner is reminded."""
    late: Effects = NO_EFFECTS
    silent_for: When | None = None
    """Cases that are measured and never held against anybody, such as a learner's own report."""


_Placed = InForce[ClockBlock]
_Duties = Callable[[_Placed, Scope], Iterable[Duty]]
_Evidence = Callable[[Sequence[_Placed], Scope], Sequence[Reading]]


class Clock(Kind[ClockBlock]):
    """A time limit or aim between two happenings."""

    name = "clock"
    on_screen = "time limit"
    Block = ClockBlock

    def __init__(self) -> None:
        self._facts: dict[str, Fact] = {}
        self._persons: frozenset[str] = frozenset()
        self._answers: tuple[_Duties, _Evidence] | None = None

    @property
    def facts(self) -> Mapping[str, Fact]:  # type: ignore[override]  # what it may ask grows as packages teach it
        """What its conditions may ask about."""
        return self._facts

    @property
    def anchors(self) -> frozenset[str]:  # type: ignore[override]  # as above
        """The happenings it knows."""
        return frozenset(_HAPPENINGS)

    @property
    def persons(self) -> frozenset[str]:  # type: ignore[override]  # as above
        """Who of the matter itself may owe something."""
        return self._persons

    def learn(
        self, *, happenings: Iterable[str], facts: Mapping[str, Fact], persons: Iterable[str] = ()
    ) -> None:
        """Teach it a package's happenings (in their usual order), facts and persons; it knows none of its own."""
        for happening in happenings:
            _HAPPENINGS.setdefault(happening, len(_HAPPENINGS))
        self._facts |= facts
        self._persons |= frozenset(persons)

    def be_answered_by(self, *, duties: _Duties, evidence: _Evidence) -> None:
        """Teach it who reads off the records what is owed and what was kept: the package that has the happenings."""
        if self._answers not in (None, (duties, evidence)):
            raise TypeError("two packages would answer for the clocks")
        self._answers = duties, evidence

    def ready(self, control: _Placed, scope: Scope) -> Iterable[Lack]:
        """A limit the provider has not given, or a calendar that does not say when it is open."""
        limit = resolve(control.block.limit, {}, lookup(scope.moment), f"{control.address}.limit")
        if limit.given is Given.LOCAL:
            yield Lack(
                f"{control.address}.limit", "The policy leaves a time limit to you, and it is not given yet."
            )
        if limit.value is not None:
            days = calendar(scope.moment, name=limit.value.calendar or "")
            try:
                due(scope.moment.as_at, limit.value.span, limit.value.rule, days, limit.value.roll)
            except (HoursNotSet, TermsNotSet) as missing:
                yield Lack(f"{control.address}.limit", missing.sentence)

    def change(self, old: _Placed, new: _Placed, scope: Scope) -> EffectOfChange:
        """What is open keeps the time it was opened under."""
        if old.block.limit == new.block.limit:
            return EffectOfChange(Treatment.KEEP, 0, "The time limit stays as it is.")
        rows = open_obligations(scope.circle).filter(policy=old.policy, control=f"clock.{old.id}")
        said = f"From {old.block.limit.words()} to {new.block.limit.words()}; what is open keeps the time it has."
        return EffectOfChange(Treatment.KEEP, rows.count(), said)

    def duties(self, control: _Placed, scope: Scope) -> Iterable[Duty]:
        """What it asks of everything unfinished."""
        return self._taught()[0](control, scope)

    def evidence(self, control: _Placed, scope: Scope) -> Reading:
        """How it was kept."""
        return self.evidence_of([control], scope)[0]

    def evidence_of(self, controls: Sequence[_Placed], scope: Scope) -> Sequence[Reading]:
        """The same of several."""
        return self._taught()[1](controls, scope)

    def _taught(self) -> tuple[_Duties, _Evidence]:
        if self._answers is None:
            raise RuntimeError("nobody has taught the clock what happens")
        return self._answers

    def check(self, id: str, block: ClockBlock, file: File) -> Iterable[Trouble]:
        starts = [block.measures.start.says, *(case.says for case in block.measures.start.cases)]
        named = [says.value for says in starts if says.value is not None]
        named += [wording.value for wording in block.measures.start.wordings]
        for key, happening in [*(("from", name) for name in dict.fromkeys(named)), ("to", block.measures.to)]:
            if happening not in _HAPPENINGS:
                valid = one_of(_HAPPENINGS)
                yield Trouble(
                    ("measures", key), f"{happening!r} is no happening a clock knows; valid: {valid}."
                )
        if block.measures.to in named:
            yield Trouble(("measures", "to"), "a clock cannot stop at the happening it starts from.")
        limit = block.limit.says.value
        for at, span in enumerate(block.remind):
            if limit is not None and span.nominal >= limit.span.nominal:
                yield Trouble(
                    ("remind", at), "a reminder comes after the start: make it shorter than the limit."
                )
        if block.late and block.limit.says.given is Given.NONE and not block.limit.cases:
            yield Trouble(
                ("late",), 'without a limit nothing is ever late; delete this, or write limit = "not set".'
            )

    def words(self, block: ClockBlock, naming: Naming = bare_name) -> str:
        start, to = block.measures.start.words(), block.measures.to.replace("-", " ")
        said = f"from {start} to {to}: {block.limit.words()}"
        if block.applies != When():
            said += f", {block.applies.words(self.facts)}"
        if block.late:
            said += f"; if late, {block.late.words(naming)}"
        return said


CLOCK = Clock()
register(CLOCK)
