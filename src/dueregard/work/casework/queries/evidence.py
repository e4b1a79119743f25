"""Whether a clock of a policy was kept, read off the concerns of one circle over the last year."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from ....authority.policy.kinds import Basis, Count, Reading, Scope, Status
from ....authority.policy.queries import InForce, in_force, lookup
from ....authority.policy.values.figure import Given
from ....authority.policy.values.resolve import resolve
from ....authority.policy.values.time import Time
from ....ground.kernel.moments import Moment
from ....mechanisms.clocks.controls import ClockBlock
from ....mechanisms.clocks.queries.calendars import calendar
from ....mechanisms.clocks.rules.calendars import Calendar, HoursNotSet, TermsNotSet
from ....mechanisms.clocks.rules.measures import due
from ..models import Concern, Triage
from ..rules.clocks import started
from ..rules.facts import facts_of_concern
from .happenings import happenings_of

LOOKS_BACK = timedelta(days=365)
UNIT = "concerns"


def clock_reading(block: ClockBlock, scope: Scope) -> Reading:
    """How a clock stood at the scope's moment, as known at it. Evidence never reads obligations."""
    moment = scope.moment
    clock = next(control for control in in_force("clock", moment) if control.block is block)
    limit = resolve(block.limit, {}, lookup(moment), f"{clock.address}.limit")
    if limit.value is None:
        return _without_limit(limit.given, limit.why)
    try:
        kept = list(_kept(clock, scope, limit.value, calendar(moment, name=limit.value.calendar or "")))
    except (HoursNotSet, TermsNotSet) as missing:
        return Reading(Status.NOT_SET, missing.sentence)
    return _reading(kept, limit.why)


def _without_limit(given: Given, why: str) -> Reading:
    if given is Given.NONE:
        return Reading(Status.NOT_TESTABLE, "the policy sets no limit, so nothing can be late")
    return Reading(Status.NOT_SET, why)


def _kept(clock: InForce[ClockBlock], scope: Scope, limit: Time, days: Calendar) -> Iterator[bool | None]:
    """For each concern the clock speaks of: kept, not kept, or None where nobody wrote down when it began."""
    for happened in _concerns(clock.block, scope):
        since = started(clock.block, happened)
        if since is None:
            yield None
            continue
        end = due(since, limit.span, limit.rule, days, limit.roll)
        done = happened.get(clock.block.measures.to)
        if done is not None or scope.moment.as_at > end:
            yield (done or scope.moment.as_at) <= end


def _concerns(block: ClockBlock, scope: Scope) -> Iterator[dict[str, datetime]]:
    moment: Moment = scope.moment
    rows = Concern.objects.filter(circle=scope.circle, received_at__lte=min(moment.as_at, moment.known_at))
    for concern in rows.filter(received_at__gt=moment.as_at - LOOKS_BACK).iterator(500):
        facts = facts_of_concern(
            concern, Triage.objects.filter(concern=concern).known(moment.known_at).first()
        )
        if block.applies.matches(facts) and not (block.silent_for and block.silent_for.matches(facts)):
            yield happenings_of(concern, moment)


def _reading(kept: list[bool | None], why: str) -> Reading:
    if not kept:
        return Reading(Status.NO_OCCASION, "nothing fell due in the last year")
    judged = [one for one in kept if one is not None]
    if not judged:
        return Reading(Status.NO_DATA, "nobody wrote down when it began")
    count = Count(sum(judged), len(judged), UNIT)
    status = Status.MET if all(judged) else Status.NOT_MET
    said = f"{count.n} of {count.of} in time in the last year; {why}"
    if len(judged) < len(kept):
        said += f"; for {len(kept) - len(judged)} nobody wrote down when it began"
    return Reading(status, said, Basis.HAPPENED_HERE, count)
