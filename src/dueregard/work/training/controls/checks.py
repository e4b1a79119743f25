"""`check`: which checks an audience must have, by when, and how often somebody looks again."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from ....authority.people.audience_words import audience_words
from ....authority.people.audiences import AUDIENCE
from ....authority.policy.answers import Duty, Lack, Reading, Scope
from ....authority.policy.kinds import File, Kind
from ....authority.policy.values.figure import Given
from ....authority.policy.values.trouble import Trouble
from ....authority.policy.values.when import When
from ....authority.policy.values.who import Naming, bare_name
from ....ground.kernel.moments import Moment
from ..central_record import ON_RECORD, SAID
from ..queries.checks import lacking
from ..queries.evidence import check_duties, check_lacks, check_readings
from ..rules.check_block import CheckBlock, Placed


class Check(Kind[CheckBlock]):
    """Checks of people who work here."""

    name = "check"
    on_screen = "checks of people"
    Block = CheckBlock
    facts = AUDIENCE

    def check(self, id: str, block: CheckBlock, file: File) -> Iterable[Trouble]:
        if not block.checks:
            yield Trouble(("checks",), "name at least one check.")
        if len(set(block.checks)) != len(block.checks):
            yield Trouble(("checks",), "a check is named twice.")
        if block.before_start == (block.by is not None):
            yield Trouble(
                (), 'say by when, in one way: before_start = true, or by = "1 month" or by = "not set".'
            )
        if block.again is not None and block.again.says.given is Given.NONE and not block.again.cases:
            yield Trouble(("again",), "nobody looks again then; delete this line.")
        for fact, answers in block.audience.tests:
            if fact == "standing" and not set(answers) <= ON_RECORD:
                yield Trouble(
                    ("audience", "standing"),
                    "checks are asked of people who work for the provider or under it, never of learners or of an "
                    "employer's staff.",
                )

    def ready(self, control: Placed, scope: Scope) -> Iterable[Lack]:
        """A figure the provider has not given, or nobody to see to it."""
        return check_lacks(control, scope)

    def duties(self, control: Placed, scope: Scope) -> Iterable[Duty]:
        """What is still to be done, for each person and check."""
        return check_duties(control, scope)

    def evidence(self, control: Placed, scope: Scope) -> Reading:
        """Of how many of whom it speaks everything is there."""
        return self.evidence_of([control], scope)[0]

    def evidence_of(self, controls: Sequence[Placed], scope: Scope) -> Sequence[Reading]:
        """The same of several."""
        return check_readings(controls, scope)

    def lacking(
        self, control: Placed, person_ids: Collection[UUID], moment: Moment
    ) -> Mapping[UUID, tuple[str, ...]]:
        """Of these people, who lacks which of its checks: what a gate asks."""
        return lacking(control, person_ids, moment)

    def words(self, block: CheckBlock, naming: Naming = bare_name) -> str:
        who = "everybody in the single central record"
        if block.audience != When():
            who = audience_words(block.audience, naming)
        said = [f"{', '.join(SAID[kind] for kind in block.checks)} of {who}"]
        said.append("before they start" if block.by is None else f"after they joined: {block.by.words()}")
        if block.again:
            said.append(f"looked at again: {block.again.words()}")
        said.append(f"{block.owes.words(naming)} sees to it")
        return "; ".join(said)


CHECK = Check()
