"""`confidence`: before and after which courses people are asked how sure they feel, and whether they were asked."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from ....authority.policy.answers import Basis, Count, InForce, Lack, Reading, Scope, Status
from ....authority.policy.blocks import Block, Id
from ....authority.policy.kinds import File, Kind
from ....authority.policy.queries import in_force
from ....authority.policy.values.trouble import Trouble
from ....authority.policy.values.who import Naming, bare_name
from ..queries.sureness import held, sessions_of
from ..rules.sureness import Session
from ..vocabulary import Side


class ConfidenceBlock(Block):
    """Sessions of which it is asked. How sure people must be is no key: nobody can be told to feel it."""

    courses: tuple[Id, ...]
    """The courses before and after each session of which people are asked."""


class Confidence(Kind[ConfidenceBlock]):
    """How sure people feel."""

    name = "confidence"
    on_screen = "how sure people feel"
    Block = ConfidenceBlock

    def ready(self, control: InForce[ConfidenceBlock], scope: Scope) -> Iterable[Lack]:
        """A course that no policy in force describes."""
        described = {one.id for one in in_force("course", scope.moment)}
        for course in control.block.courses:
            if course not in described:
                yield Lack(control.address, f"No policy in force says what the course {course!r} is.")

    def evidence(self, control: InForce[ConfidenceBlock], scope: Scope) -> Reading:
        """Whether it was asked on each day of the last year on which more than five people did the course, and how many
        answered. What they answered is no part of it."""
        return self.evidence_of([control], scope)[0]

    def evidence_of(self, controls: Sequence[InForce[ConfidenceBlock]], scope: Scope) -> Sequence[Reading]:
        """The same of several."""
        every = {course for one in controls for course in one.block.courses}
        sessions, days = sessions_of(every, scope.moment), held(every, scope.moment)
        return [_reading(one.block.courses, sessions, days) for one in controls]

    def check(self, id: str, block: ConfidenceBlock, file: File) -> Iterable[Trouble]:
        if not block.courses:
            yield Trouble(("courses",), "name at least one course.")

    def words(self, block: ConfidenceBlock, naming: Naming = bare_name) -> str:
        courses = ", ".join(course.replace("-", " ") for course in block.courses)
        return f"{courses}: asked before and after each session, without names, how sure people feel"


def _reading(
    courses: Collection[str], sessions: Iterable[Session], days: Iterable[tuple[str, date]]
) -> Reading:
    there = {(one.course, one.held_on): one for one in sessions if one.course in courses}
    asked = {key for key, one in there.items() if one.asked}
    whole = {key for key in days if key[0] in courses} | asked
    if not whole:
        return Reading(Status.NO_OCCASION, "no session for more than five people was held in the last year")
    count = Count(len(asked), len(whole), "sessions")
    if asked < whole:
        said = f"at {len(whole - asked)} of {len(whole)} sessions nobody answered before and after"
        return Reading(Status.NOT_MET, said, Basis.HAPPENED_HERE, count)
    before, after = (sum(there[key].answered(side) for key in asked) for side in Side)
    said = f"asked at each session; {before} answered before and {after} after"
    return Reading(Status.MET, said, Basis.HAPPENED_HERE, count)


CONFIDENCE = Confidence()
