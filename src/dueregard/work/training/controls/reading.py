"""`reading`: who must have read which document, in the edition that is in force, and how it is made sure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from ....authority.people.audience_words import audience_words
from ....authority.people.audiences import AUDIENCE
from ....authority.policy.answers import Duty, InForce, Lack, Reading, Scope, Status
from ....authority.policy.blocks import Block, Id, Reminder, Words
from ....authority.policy.kinds import File, Kind
from ....authority.policy.values.figures import TimeLimit
from ....authority.policy.values.trouble import Trouble
from ....authority.policy.values.when import When
from ....authority.policy.values.who import Naming, bare_name
from ....ground.audit.vocabulary import Stream
from ....ground.kernel.moments import Moment, london_day
from ..queries.duties import duties_under
from ..queries.standing import edition_in_force
from ..rules.requirements import Requirement
from ..vocabulary import Result
from .asking import Asked, given, lacking_of, readings_of, those_asked

_CHOICES = range(2, 6)


class ReadingBlock(Block):
    """A document an audience must have read. A new edition is to be read by all of them again."""

    document: Id
    title: Words
    audience: When = When()
    within: TimeLimit
    """Of joining, or of the day from which an edition is in force, whichever is later."""
    every: TimeLimit | None = None
    grace: TimeLimit | None = None
    remind: Reminder | None = None
    question: Words | None = None
    """Asked after reading, to make sure. A wrong answer only asks to look again; no score is kept."""
    answers: tuple[Words, ...] = ()
    """The first is the right one; they are shown in another order."""


class ReadingKind(Kind[ReadingBlock]):
    """What must be read."""

    name = "reading"
    on_screen = "reading"
    Block = ReadingBlock
    facts = AUDIENCE

    def ready(self, control: InForce[ReadingBlock], scope: Scope) -> Iterable[Lack]:
        """No edition is in force, or no time is given."""
        if edition_in_force(control.block.document, scope.moment) is None:
            yield Lack(
                control.address, f"Nobody has said which edition of {control.block.title} is to be read."
            )
        for key in asked_of(control, scope.moment).unset:
            yield Lack(
                f"{control.address}.{key}", "A time is left open, so nothing can be overdue by it yet."
            )

    def evidence(self, control: InForce[ReadingBlock], scope: Scope) -> Reading:
        """How many have read the edition in force."""
        return self.evidence_of([control], scope)[0]

    def evidence_of(self, controls: Sequence[InForce[ReadingBlock]], scope: Scope) -> Sequence[Reading]:
        """The same of several."""
        asked = [asked_of(one, scope.moment) for one in controls]
        said = iter(readings_of([one for one in asked if one.requirement.edition], scope.moment))
        unsaid = Reading(Status.NOT_SET, "nobody has said which edition is to be read")
        return [next(said) if one.requirement.edition else unsaid for one in asked]

    def duties(self, control: InForce[ReadingBlock], scope: Scope) -> Iterable[Duty]:
        """What each of the audience owes who has not done it; nothing of it is restricted."""
        if scope.circle is not Stream.OPEN:
            return ()
        asked = asked_of(control, scope.moment)
        return duties_under(asked.requirement, asked.audience, scope.moment)

    def lacking(
        self, control: InForce[ReadingBlock], person_ids: Collection[UUID], moment: Moment
    ) -> Mapping[UUID, tuple[str, ...]]:
        """Who of these people has not read the edition in force, or not lately enough. While nobody has said which
        edition is to be read, nobody has read it: what waits for it stays shut."""
        asked, document = asked_of(control, moment), control.block.document
        if edition_in_force(document, moment) is None:
            lack = f"{document} (nobody has said which edition is to be read)"
            return dict.fromkeys(those_asked(asked, person_ids, moment), (lack,))
        return lacking_of(asked, person_ids, moment)

    def check(self, id: str, block: ReadingBlock, file: File) -> Iterable[Trouble]:
        if block.question and len(block.answers) not in _CHOICES:
            yield Trouble(("answers",), "a question has two to five answers, the right one first.")
        if block.answers and not block.question:
            yield Trouble(("answers",), "there is no question; write one, or delete this.")

    def words(self, block: ReadingBlock, naming: Naming = bare_name) -> str:
        said = [
            f"{audience_words(block.audience, naming)}: reads {block.title}",
            f"after joining or a new edition: {block.within.words()}",
        ]
        if block.every:
            said.append(f"again: {block.every.words()}")
        if block.question:
            said.append("answers a question about it")
        return "; ".join(said)


def asked_of(control: InForce[ReadingBlock], moment: Moment) -> Asked:
    """What a control asks for at a moment: the edition in force, its figures given."""
    block, times = control.block, given(control, moment, "within", "every", "grace")
    edition = edition_in_force(block.document, moment)
    requirement = Requirement(
        control.address,
        (block.document,),
        accepts=frozenset({Result.READ}),
        first=times.values["within"],
        every=times.values["every"],
        grace=times.values["grace"],
        remind=times.reminder(block.remind),
        edition=edition.edition if edition else "",
        edition_since=london_day(edition.since) if edition else None,
    )
    return Asked(requirement, block.audience, times.unset)


READING = ReadingKind()
