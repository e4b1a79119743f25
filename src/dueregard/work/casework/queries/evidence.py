"""What policies ask of concerns, and whether it was kept, read off the records of one circle."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef

from ....authority.policy.answers import Basis, Count, Duty, InForce, Reading, Scope, Status
from ....authority.policy.models import Edition
from ....authority.policy.queries import lookup
from ....authority.policy.values.figure import Given
from ....authority.policy.values.time import Time
from ....mechanisms.clocks.controls import ClockBlock
from ....mechanisms.clocks.queries.calendars import calendar
from ....mechanisms.clocks.rules.calendars import Calendar, HoursNotSet, TermsNotSet
from ....mechanisms.clocks.rules.measures import due
from ..controls.decision import DecisionBlock
from ..controls.route import RouteBlock
from ..models import Assent, Concern, Decision, Delivery
from ..rules.clocks import duty_of, limit_of, started
from ..vocabulary import UNFINISHED
from .happenings import Matter, matters

LOOKS_BACK = timedelta(days=365)
UNIT = "concerns"


def clock_duties(clock: InForce[ClockBlock], scope: Scope) -> Iterator[Duty]:
    """What a clock asks of the unfinished concerns of a circle."""
    elsewhere = lookup(scope.moment)
    for found in matters(Concern.objects.filter(circle=scope.circle, state__in=UNFINISHED), scope.moment):
        if clock.block.applies.matches(found.facts):
            duty = duty_of(clock, found.concern.id, found.facts, found.happened, elsewhere)
            if duty:
                yield duty


def clock_reading(clock: InForce[ClockBlock], scope: Scope) -> Reading:
    """How a clock stood at the scope's moment, as known at it. Evidence never reads obligations."""
    moment = scope.moment
    limit = limit_of(clock, {}, lookup(moment))
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
    for found in _concerns(clock.block, scope):
        since = started(clock.block, found.happened)
        if since is None:
            yield None
            continue
        end = due(since, limit.span, limit.rule, days, limit.roll)
        done = found.happened.get(clock.block.measures.to)
        if done is not None or scope.moment.as_at > end:
            yield (done or scope.moment.as_at) <= end


def _concerns(block: ClockBlock, scope: Scope) -> Iterator[Matter]:
    moment = scope.moment
    rows = Concern.objects.filter(circle=scope.circle, received_at__lte=min(moment.as_at, moment.known_at))
    for found in matters(rows.filter(received_at__gt=moment.as_at - LOOKS_BACK), moment):
        silent = block.silent_for and block.silent_for.matches(found.facts)
        if block.applies.matches(found.facts) and not silent:
            yield found


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


def sources_of(control: InForce[Any]) -> list[str]:
    """What rows keep as the source of a control, under whichever edition of its policy."""
    editions = Edition.objects.filter(policy=control.policy).values_list("id", flat=True)
    return [f"{edition}/{control.kind}.{control.id}" for edition in editions]


def decided_by(control: InForce[DecisionBlock], scope: Scope) -> Count:
    """Of the decisions put under this control in the last year, under any edition, how many were made."""
    moment, sources = scope.moment, set(sources_of(control))
    rows = Decision.objects.known(moment.known_at).filter(
        concern__circle=scope.circle,
        question=control.block.question,
        recorded_at__gt=moment.as_at - LOOKS_BACK,
        recorded_at__lte=moment.as_at,
    )
    made = Assent.objects.filter(decision=OuterRef("pk"), completes=True, recorded_at__lte=moment.known_at)
    put = rows.annotate(made=Exists(made)).values_list("governed_by", "made")
    ours = [made for governed_by, made in put if sources & set(governed_by.split())]
    return Count(sum(ours), len(ours), "decisions")


def went_by(control: InForce[RouteBlock], scope: Scope) -> int:
    """How many concerns of a circle this route put before somebody in the last year, under any edition."""
    moment = scope.moment
    rows = Delivery.objects.known(moment.known_at).filter(
        concern__circle=scope.circle,
        governed_by__in=sources_of(control),
        recorded_at__gt=moment.as_at - LOOKS_BACK,
        recorded_at__lte=moment.as_at,
    )
    return rows.values("concern_id").distinct().count()
