"""`threat-level`: what the five levels mean, who looks up the one in force, and which places and plans follow it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from ....authority.access.queries import holders
from ....authority.policy.answers import Basis, Count, Duty, Lack, Reading, Scope, Status
from ....authority.policy.controls.definition import DEFINITION
from ....authority.policy.kinds import File, Kind
from ....authority.policy.values.figure import Given
from ....authority.policy.values.trouble import Trouble
from ....authority.policy.values.who import Naming, bare_name
from ....ground.audit.vocabulary import Stream
from ....ground.kernel.moments import Moment, london_day
from ....mechanisms.clocks.rules.calendars import HoursNotSet, TermsNotSet
from ..ids import id_of_policy
from ..models import ThreatTaskLook
from ..queries.reviews import given
from ..queries.threat import Placed, look_again, looks, owed, seen
from ..rules.counting import counted, said_day
from ..rules.threat import THREAT, ThreatBlock
from ..threat import Level
from ..vocabulary import POLICY


class ThreatLevel(Kind[ThreatBlock]):
    """The threat level: entered by a person, and never fetched."""

    name = THREAT
    on_screen = "the national threat level"
    Block = ThreatBlock

    def check(self, id: str, block: ThreatBlock, file: File) -> Iterable[Trouble]:
        if [step.level for step in block.levels] != list(Level):
            yield Trouble(("levels",), f"give all five, once each, in this order: {', '.join(Level)}.")
        if len(file.blocks(THREAT)) > 1:
            yield Trouble((), "there is one level for the whole country; write one threat-level control.")
        if block.term and block.term not in file.blocks(DEFINITION):
            yield Trouble(("term",), f"{block.term!r} is no definition of this policy.")
        first: dict[str, int] = {}
        for at, task in enumerate(block.tasks):
            if first.setdefault(task.id, at) != at:
                yield Trouble(("tasks", at, "id"), f"the id {task.id!r} is already among these tasks.")

    def ready(self, control: Placed, scope: Scope) -> Iterable[Lack]:
        """Nobody looks it up, or a time is left open."""
        if not holders(control.block.owner.roles(), scope.moment):
            yield Lack(control.address, "Nobody holds the post that looks up the national threat level.")
        times = {"every": control.block.every}
        times |= {f"tasks.{at}.within": task.within for at, task in enumerate(control.block.tasks)}
        for key, figure in times.items():
            if given(figure, control, key, scope.moment).given is Given.LOCAL:
                yield Lack(
                    f"{control.address}.{key}", "The policy leaves a time to you, and it is not given."
                )

    def duties(self, control: Placed, scope: Scope) -> Iterator[Duty]:
        """The next look, and each place and plan that a change asks to be looked at."""
        if scope.circle is not Stream.OPEN:
            return
        try:
            (since, by), tasks = look_again(control, scope.moment), owed(control, scope.moment)
        except (HoursNotSet, TermsNotSet):
            return
        block, about = control.block, id_of_policy(control.policy)
        if by:
            begins, limit = counted(since, by)
            occasion = f"threat-level-{since.isoformat()}"
            yield Duty(POLICY, about, occasion, block.owner, begins, limit, remind=block.remind)
        for one in tasks:
            if one.by and one.done is None:
                begins, limit = counted(one.to_do.change.on, one.by)
                task = one.to_do.task
                occasion = f"threat-task-{one.to_do.id.hex}"
                yield Duty(POLICY, about, occasion, task.owner, begins, limit, remind=task.remind)

    def evidence(self, control: Placed, scope: Scope) -> Reading:
        """Whether the level was looked up in time, and what its last change asks for was done."""
        return self.evidence_of([control], scope)[0]

    def evidence_of(self, controls: Sequence[Placed], scope: Scope) -> Sequence[Reading]:
        """The same of several: there is one level, and what was looked at is read once."""
        done = looks(scope.moment)
        return [self._reading(one, done, scope.moment) for one in controls]

    def _reading(self, control: Placed, done: Mapping[UUID, ThreatTaskLook], moment: Moment) -> Reading:
        try:
            (_since, by), tasks = look_again(control, moment), owed(control, moment, done)
        except (HoursNotSet, TermsNotSet):
            return Reading(Status.NOT_SET, "the hours or terms that its time runs on are not given")
        found, today = seen(moment), london_day(moment.as_at)
        if by and by < today:
            said = f"the level was to be looked up by {said_day(by)}"
            return Reading(Status.NOT_MET, said, Basis.HAPPENED_HERE)
        undone = [one for one in tasks if one.done is None]
        count = Count(len(tasks) - len(undone), len(tasks), "places and plans") if tasks else None
        late = [one for one in undone if one.by and one.by < today]
        if late:
            said = f"{late[0].to_do.task.what} was due by {said_day(late[0].by or today)}"
            return Reading(Status.NOT_MET, said, Basis.HAPPENED_HERE, count)
        if not found:
            return Reading(
                Status.NOT_YET_DUE if by else Status.NOT_SET, "nobody has written a level down yet"
            )
        said = f"{found[-1].level}, seen on {said_day(found[-1].on)}"
        if by is None:
            return Reading(Status.NOT_SET, f"{said}; how often it is looked up is not set", None, count)
        said = f"{said}; looked up again by {said_day(by)}"
        status = Status.AT_RISK if undone else Status.MET
        return Reading(status, said, Basis.HAPPENED_HERE, count)

    def words(self, block: ThreatBlock, naming: Naming = bare_name) -> str:
        levels = "; ".join(f"{step.level}: {step.means}" for step in block.levels)
        said = f"{levels}; {block.owner.words(naming)} looks it up again: {block.every.words()}"
        if block.tasks:
            said = f"{said}; after a change: {'; '.join(task.what for task in block.tasks)}"
        return said


THREAT_KIND = ThreatLevel()
