"""`workforce`: what is kept of staff for equality monitoring, and who judges who works here beside the place around.

No figure of it is a target, and none is read by it: whether the mix is right is a person's judgement, in words.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time

from ....authority.access.queries import holders
from ....authority.policy.answers import Basis, Duty, InForce, Lack, Reading, Scope, Status
from ....authority.policy.blocks import Block
from ....authority.policy.kinds import File, Kind
from ....authority.policy.queries import lookup
from ....authority.policy.values.figure import Given
from ....authority.policy.values.figures import TimeLimit
from ....authority.policy.values.resolve import Resolved, resolve
from ....authority.policy.values.time import Time
from ....authority.policy.values.trouble import Trouble
from ....authority.policy.values.who import Naming, Who, bare_name
from ....ground.audit.vocabulary import Stream
from ....ground.kernel.moments import Moment, from_london
from ....mechanisms.clocks.queries.calendars import calendar
from ....mechanisms.clocks.rules.calendars import HoursNotSet, TermsNotSet
from ....mechanisms.clocks.rules.measures import due
from ..models import Judgement
from ..queries.workforce import baseline, judgements, not_kept
from ..workforce import Held

ABOUT_JUDGEMENT = "workforce-judgement"


class WorkforceBlock(Block):
    """What is kept of staff, and the judgement of who works here. At least one of the two."""

    holds: tuple[Held, ...] = ()
    """What is kept of staff, as they say it themselves; apart, and only while somebody has opted in to it."""
    judged_by: Who | None = None
    """Who judges who works here beside figures of who lives around."""
    again: TimeLimit | None = None
    """How long after a judgement it is judged again."""


Compared = InForce[WorkforceBlock]


class Workforce(Kind[WorkforceBlock]):
    """Who works here."""

    name = "workforce"
    on_screen = "who works here, beside the place around"
    Block = WorkforceBlock

    def check(self, id: str, block: WorkforceBlock, file: File) -> Iterable[Trouble]:
        if not (block.holds or block.judged_by):
            yield Trouble((), "it asks for nothing; give holds or judged_by.")
        if (block.judged_by is None) != (block.again is None):
            yield Trouble(("again",), 'judged_by and again belong together; again may be "not set".')

    def ready(self, control: Compared, scope: Scope) -> Iterable[Lack]:
        """What nobody has opted in to, a post nobody holds, a time that is left open."""
        block, moment = control.block, scope.moment
        for one in not_kept(block.holds, moment):
            said = f"{_plain(one).capitalize()} of staff is not kept: nobody has switched it on."
            yield Lack(f"{control.address}.holds", said)
        if block.judged_by and not holders(block.judged_by.roles(), moment):
            yield Lack(control.address, "Nobody holds the post that judges who works here.")
        if block.again and _limit(control, moment).given is Given.LOCAL:
            said = "The policy leaves a time to you, and it is not given yet."
            yield Lack(f"{control.address}.again", said)

    def duties(self, control: Compared, scope: Scope) -> Iterator[Duty]:
        """The next judgement, once there are figures to judge by."""
        first = baseline(scope.moment)
        if scope.circle is not Stream.OPEN or control.block.judged_by is None or first is None:
            return
        last = next(iter(judgements(scope.moment)), None)
        occasion = f"after-{last.id}" if last else "first"
        since = _judged_at(last) if last else first.recorded_at
        limit, owes = _limit(control, scope.moment).value, control.block.judged_by
        yield Duty(ABOUT_JUDGEMENT, scope.provider_id, occasion, owes, since, limit)

    def evidence(self, control: Compared, scope: Scope) -> Reading:
        """Whether what is to be kept is kept, and whether somebody judged it within its time. Never how many said
        what."""
        return self.evidence_of([control], scope)[0]

    def evidence_of(self, controls: Sequence[Compared], scope: Scope) -> Sequence[Reading]:
        """The same of several."""
        moment = scope.moment
        compared, last = baseline(moment) is not None, next(iter(judgements(moment)), None)
        return [self._reading(one, last, moment, compared=compared) for one in controls]

    def _reading(
        self, control: Compared, last: Judgement | None, moment: Moment, *, compared: bool
    ) -> Reading:
        block = control.block
        if missing := not_kept(block.holds, moment):
            said = f"not kept of staff: {', '.join(map(_plain, missing))}; nobody has switched it on"
            return Reading(Status.NOT_MET, said, Basis.HAPPENED_HERE)
        if block.judged_by is None:
            return Reading(
                Status.MET, "what staff say is kept apart, and few may open it", Basis.HAPPENED_HERE
            )
        if not compared:
            return Reading(Status.NO_DATA, "there are no figures of who lives around yet")
        if last is None:
            return Reading(Status.NO_DATA, "nobody has judged who works here yet")
        return self._in_time(control, last, moment)

    def _in_time(self, control: Compared, last: Judgement, moment: Moment) -> Reading:
        said, limit = f"last judged on {last.judged_on:%d %B %Y}", _limit(control, moment)
        if limit.value is None:
            return Reading(Status.NOT_SET, f"{said}; when again: {limit.why}", Basis.SOMEBODYS_WORD)
        end = due_again(control, last, moment)
        late = end is not None and moment.as_at > end
        return Reading(Status.NOT_MET if late else Status.MET, said, Basis.SOMEBODYS_WORD)

    def words(self, block: WorkforceBlock, naming: Naming = bare_name) -> str:
        said = []
        if block.holds:
            said.append(
                f"kept of staff, apart and as they say it themselves: {', '.join(map(_plain, block.holds))}"
            )
        if block.judged_by and block.again:
            said.append(
                f"{block.judged_by.words(naming)} judges who works here beside figures of who lives around, and says "
                f"what will be done; again: {block.again.words()}"
            )
        return "; ".join(said)


def due_again(control: Compared, last: Judgement, moment: Moment) -> datetime | None:
    """By when it is judged again; None where no time is set, or it runs on a calendar nobody gave."""
    limit = _limit(control, moment).value
    if limit is None:
        return None
    hours = calendar(moment, name=limit.calendar or "")
    try:
        return due(_judged_at(last), limit.span, limit.rule, hours, limit.roll)
    except (HoursNotSet, TermsNotSet):
        return None


def _limit(control: Compared, moment: Moment) -> Resolved[Time]:
    again = control.block.again
    if again is None:
        raise TypeError("a time is asked only of a control that has one")
    return resolve(again, {}, lookup(moment), f"{control.address}.again")


def _judged_at(row: Judgement) -> datetime:
    return from_london(row.judged_on, time())


def _plain(one: Held) -> str:
    return one.value.replace("-", " ")


WORKFORCE = Workforce()
