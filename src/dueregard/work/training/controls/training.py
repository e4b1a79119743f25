"""`training`: who must have done which courses, by when, how often, and shown by what."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from ....authority.people.audience_words import audience_words
from ....authority.people.audiences import AUDIENCE
from ....authority.policy.answers import Duty, InForce, Lack, Reading, Scope
from ....authority.policy.blocks import Block, Flag, Id, Reminder
from ....authority.policy.kinds import File, Kind
from ....authority.policy.queries import in_force
from ....authority.policy.values.figures import TimeLimit
from ....authority.policy.values.trouble import Trouble, one_of
from ....authority.policy.values.when import When
from ....authority.policy.values.who import Naming, bare_name
from ....ground.audit.vocabulary import Stream
from ....ground.kernel.moments import Moment
from ..queries.duties import duties_under
from ..rules.requirements import Requirement
from ..vocabulary import Result
from .asking import Asked, given, lacking_of, readings_of

_OF_NO_COURSE = frozenset({Result.READ, Result.TICKED, Result.FAILED})


class TrainingBlock(Block):
    """What an audience must have done."""

    audience: When = When()
    courses: tuple[Id, ...]
    any_one: Flag = False
    """Whether any one of the courses will do; else all of them are needed."""
    accepts: tuple[Result, ...] = (Result.ATTENDED, Result.PASSED, Result.CERTIFICATE)
    first: TimeLimit | None = None
    """Within which time of joining the audience. Left out: only what comes before a gate asks for it."""
    every: TimeLimit | None = None
    """How long it counts. Left out: it is done once."""
    grace: TimeLimit | None = None
    """How long it may be late before it counts as overdue."""
    remind: Reminder | None = None
    """How long before its end somebody is reminded."""
    on_record: Flag = False
    """Whether it stands in the single central record too, beside the checks."""


class Training(Kind[TrainingBlock]):
    """What must be learnt."""

    name = "training"
    on_screen = "training"
    Block = TrainingBlock
    facts = AUDIENCE

    def ready(self, control: InForce[TrainingBlock], scope: Scope) -> Iterable[Lack]:
        """A course that no policy in force describes, or a figure that is not given."""
        described = {one.id for one in in_force("course", scope.moment)}
        for course in control.block.courses:
            if course not in described:
                yield Lack(control.address, f"No policy in force says what the course {course!r} is.")
        for key in asked_of(control, scope.moment).unset:
            yield Lack(
                f"{control.address}.{key}", "A time is left open, so nothing can be overdue by it yet."
            )

    def evidence(self, control: InForce[TrainingBlock], scope: Scope) -> Reading:
        """How many of the audience have done it, and whether anybody is late."""
        return self.evidence_of([control], scope)[0]

    def evidence_of(self, controls: Sequence[InForce[TrainingBlock]], scope: Scope) -> Sequence[Reading]:
        """The same of several."""
        return readings_of([asked_of(one, scope.moment) for one in controls], scope.moment)

    def duties(self, control: InForce[TrainingBlock], scope: Scope) -> Iterable[Duty]:
        """What each of the audience owes who has not done it; nothing of it is restricted."""
        if scope.circle is not Stream.OPEN:
            return ()
        asked = asked_of(control, scope.moment)
        return duties_under(asked.requirement, asked.audience, scope.moment)

    def lacking(
        self, control: InForce[TrainingBlock], person_ids: Collection[UUID], moment: Moment
    ) -> Mapping[UUID, tuple[str, ...]]:
        """Who of these people has not done it, or not lately enough."""
        return lacking_of(asked_of(control, moment), person_ids, moment)

    def check(self, id: str, block: TrainingBlock, file: File) -> Iterable[Trouble]:
        if not block.courses:
            yield Trouble(("courses",), "name at least one course.")
        for result in sorted(_OF_NO_COURSE & set(block.accepts)):
            valid = one_of(sorted(set(Result) - _OF_NO_COURSE))
            yield Trouble(("accepts",), f"{result.value!r} is no result of a course; valid: {valid}.")
        if block.grace and not (block.first or block.every):
            yield Trouble(("grace",), "nothing can be late here; give first or every, or delete this.")

    def words(self, block: TrainingBlock, naming: Naming = bare_name) -> str:
        return self.sentence(block, joined((one.replace("-", " ") for one in block.courses), block), naming)

    def sentence(self, block: TrainingBlock, courses: str, naming: Naming = bare_name) -> str:
        """The same, with the courses called what their policies call them."""
        said = [f"{audience_words(block.audience, naming)}: {courses}"]
        if block.first:
            said.append(f"after joining: {block.first.words()}")
        if block.every:
            said.append(f"again: {block.every.words()}")
        if block.grace:
            said.append(f"days of grace after that: {block.grace.words()}")
        if block.on_record:
            said.append("stands in the single central record")
        said.append(f"shown by {one_of(one.value for one in block.accepts)}")
        return "; ".join(said)


def joined(courses: Iterable[str], block: TrainingBlock) -> str:
    """Courses as one phrase: by commas, because titles have words of their own between them."""
    return one_of(courses) if block.any_one else ", ".join(courses)


def asked_of(control: InForce[TrainingBlock], moment: Moment) -> Asked:
    """What a control asks for at a moment, its figures given."""
    block, times = control.block, given(control, moment, "first", "every", "grace")
    requirement = Requirement(
        control.address,
        block.courses,
        any_one=block.any_one,
        accepts=frozenset(block.accepts),
        first=times.values["first"],
        every=times.values["every"],
        grace=times.values["grace"],
        remind=times.reminder(block.remind),
    )
    return Asked(requirement, block.audience, times.unset)


TRAINING = Training()
