"""`staff-file`: who keeps the file on somebody who works here, and within which time a correction of it is answered."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from ....authority.access.queries import holders
from ....authority.policy.answers import Basis, Count, Duty, InForce, Lack, Reading, Scope, Status
from ....authority.policy.blocks import Block
from ....authority.policy.kinds import Kind
from ....authority.policy.queries import lookup
from ....authority.policy.values.figure import Given
from ....authority.policy.values.figures import TimeLimit
from ....authority.policy.values.resolve import Resolved, resolve
from ....authority.policy.values.time import Time
from ....authority.policy.values.who import Naming, Who, bare_name
from ....ground.audit.vocabulary import Stream
from ....ground.kernel.moments import Moment
from ....mechanisms.clocks.queries.calendars import calendar
from ....mechanisms.clocks.rules.calendars import HoursNotSet, TermsNotSet
from ....mechanisms.clocks.rules.measures import due
from ..queries.own_file import LOOKS_BACK, Asked, every_request

ABOUT_REQUEST = "correction-request"


class StaffFileBlock(Block):
    """The file on somebody who works here. They see it themselves, and may ask for a correction: that is so always."""

    kept_by: Who
    """Who keeps it, and answers requests."""
    answer: TimeLimit
    """Within which time of asking a request for a correction is answered."""


Filed = InForce[StaffFileBlock]


class StaffFile(Kind[StaffFileBlock]):
    """The file on who works here."""

    name = "staff-file"
    on_screen = "the file on who works here"
    Block = StaffFileBlock

    def ready(self, control: Filed, scope: Scope) -> Iterable[Lack]:
        """Nobody keeps it, or a time is left open."""
        if not holders(control.block.kept_by.roles(), scope.moment):
            yield Lack(control.address, "Nobody holds the post that keeps these files.")
        if _limit(control, scope.moment).given is Given.LOCAL:
            yield Lack(
                f"{control.address}.answer", "The policy leaves a time to you, and it is not given yet."
            )

    def duties(self, control: Filed, scope: Scope) -> Iterator[Duty]:
        """Each request that nobody has answered."""
        if scope.circle is not Stream.OPEN:
            return
        limit, owes = _limit(control, scope.moment).value, control.block.kept_by
        for one in every_request(scope.moment):
            if one.answer is None:
                yield Duty(ABOUT_REQUEST, one.row.id, "asked", owes, one.row.recorded_at, limit)

    def evidence(self, control: Filed, scope: Scope) -> Reading:
        """Whether what was asked in the last year was answered in time."""
        return self.evidence_of([control], scope)[0]

    def evidence_of(self, controls: Sequence[Filed], scope: Scope) -> Sequence[Reading]:
        """The same of several."""
        found = every_request(scope.moment) if scope.circle is Stream.OPEN else ()
        return [self._reading(one, found, scope.moment) for one in controls]

    def _reading(self, control: Filed, requests: Iterable[Asked], moment: Moment) -> Reading:
        found = [one for one in requests if one.row.recorded_at > moment.as_at - LOOKS_BACK]
        if not found:
            said = "nobody asked for a correction in the last year; everybody can see what is kept"
            return Reading(Status.NO_OCCASION, said)
        limit = _limit(control, moment)
        late = sum(_is_late(one, limit.value, moment) for one in found)
        count = Count(len(found) - late, len(found), "requests")
        if late:
            return Reading(Status.NOT_MET, f"{late} of {len(found)} not in time", Basis.HAPPENED_HERE, count)
        if limit.value is None:
            return Reading(Status.NOT_SET, f"by when an answer is due: {limit.why}", count=count)
        if any(one.answer is None for one in found):
            return Reading(Status.NOT_YET_DUE, "what is open still has time", Basis.HAPPENED_HERE, count)
        return Reading(Status.MET, "every request was answered in time", Basis.HAPPENED_HERE, count)

    def words(self, block: StaffFileBlock, naming: Naming = bare_name) -> str:
        return (
            f"{block.kept_by.words(naming)} keeps it; whom it is about sees it, and may ask for a correction; "
            f"that is answered, with the reason, by somebody else: {block.answer.words()}"
        )


def _limit(control: Filed, moment: Moment) -> Resolved[Time]:
    return resolve(control.block.answer, {}, lookup(moment), f"{control.address}.answer")


def _is_late(one: Asked, limit: Time | None, moment: Moment) -> bool:
    end = _ends(one.row.recorded_at, limit, moment)
    return end is not None and (one.answer.recorded_at if one.answer else moment.as_at) > end


def _ends(asked_at: datetime, limit: Time | None, moment: Moment) -> datetime | None:
    if limit is None:
        return None
    try:
        return due(asked_at, limit.span, limit.rule, calendar(moment, name=limit.calendar or ""), limit.roll)
    except (HoursNotSet, TermsNotSet):
        return None


STAFF_FILE = StaffFile()
