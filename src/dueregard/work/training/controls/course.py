"""`course`: something people are taught, what it covers, and in which ways it is given."""

from collections.abc import Collection, Sequence

from ....authority.policy.answers import Basis, Count, InForce, Reading, Scope, Status
from ....authority.policy.blocks import Block, Flag, Id, Words
from ....authority.policy.kinds import Kind
from ....authority.policy.values.who import Naming, bare_name
from ..queries.ways import ways_of_giving
from ..vocabulary import Mode


class CourseBlock(Block):
    """A course. Its id is what completions, imports and other policies call it."""

    title: Words
    covers: tuple[Id, ...] = ()
    """What it teaches, topic by topic."""
    level: Id | None = None
    modes: tuple[Mode, ...] = ()
    """The ways in which it is given; each of them is to be used."""
    certificate: Flag = False
    """Whether it ends with a certificate."""
    source: Words | None = None
    """Whose course it is, where it is not the provider's own."""


class Course(Kind[CourseBlock]):
    """What is taught."""

    name = "course"
    on_screen = "course"
    Block = CourseBlock

    def evidence(self, control: InForce[CourseBlock], scope: Scope) -> Reading:
        """Whether it was given in the last year, and in each of the ways the policy names."""
        return self.evidence_of([control], scope)[0]

    def evidence_of(self, controls: Sequence[InForce[CourseBlock]], scope: Scope) -> Sequence[Reading]:
        """The same of several."""
        used = ways_of_giving({one.id: one.block.modes for one in controls}, scope.moment)
        return [self._reading(one, used.get(one.id, frozenset())) for one in controls]

    def _reading(self, control: InForce[CourseBlock], used: Collection[Mode | None]) -> Reading:
        if not used:
            return Reading(Status.NO_OCCASION, "nobody took it in the last year")
        asked = control.block.modes
        if not asked:
            return Reading(Status.MET, "it was given in the last year", Basis.HAPPENED_HERE)
        missing = [mode.value.replace("-", " ") for mode in asked if mode not in used]
        count = Count(len(asked) - len(missing), len(asked), "ways of giving it")
        if missing:
            return Reading(
                Status.NOT_MET,
                f"in the last year nobody took it {', '.join(missing)}",
                Basis.HAPPENED_HERE,
                count,
            )
        return Reading(Status.MET, "it was given in each of these ways", Basis.HAPPENED_HERE, count)

    def words(self, block: CourseBlock, naming: Naming = bare_name) -> str:
        said = [block.title]
        if block.covers:
            said.append(f"covers {', '.join(topic.replace('-', ' ') for topic in block.covers)}")
        if block.modes:
            said.append(f"given {', '.join(mode.value.replace('-', ' ') for mode in block.modes)}")
        if block.certificate:
            said.append("ends with a certificate")
        if block.source:
            said.append(f"from {block.source}")
        return "; ".join(said)


COURSE = Course()
