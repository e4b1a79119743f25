"""What policies ask of concerns, and whether it was kept, read off the records of one circle."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Value, When
from django.db.models import Count as Rows

from ....authority.policy.answers import Basis, Count, Duty, InForce, Reading, Scope, Status
from ....authority.policy.models import Edition
from ....authority.policy.queries import lookup
from ....authority.policy.values.figure import Given
from ....authority.policy.values.time import Time
from ....mechanisms.clocks.controls import ClockBlock
from ....mechanisms.clocks.queries.calendars import calendar
from ....mechanisms.clocks.rules.calendars import HoursNotSet, TermsNotSet
from ....mechanisms.clocks.rules.measures import due
from ..controls.decision import DecisionBlock
from ..controls.route import RouteBlock
from ..models import Assent, Concern, Decision, Delivery
from ..rules.clocks import duty_of, limit_of, started
from ..vocabulary import UNFINISHED, State
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


def clock_readings(clocks: Sequence[InForce[ClockBlock]], scope: Scope) -> list[Reading]:
    """How each clock stood at the scope's moment, as known at it: the concerns of the year are read once, for all of
    them. Evidence never reads obligations."""
    limits = [limit_of(clock, {}, lookup(scope.moment)) for clock in clocks]
    judged = [
        _Judged(clock, limit.value, scope) if limit.value else None
        for clock, limit in zip(clocks, limits, strict=True)
    ]
    there = [one for one in judged if one]
    for found in _concerns(scope) if there else ():
        for one in there:
            one.judge(found)
    return [
        one.reading(limit.why) if one else _without_limit(limit.given, limit.why)
        for one, limit in zip(judged, limits, strict=True)
    ]


def _without_limit(given: Given, why: str) -> Reading:
    if given is Given.NONE:
        return Reading(Status.NOT_TESTABLE, "the policy sets no limit, so nothing can be late")
    return Reading(Status.NOT_SET, why)


class _Judged:
    """A clock, and how the concerns it speaks of stood to it: kept, not kept, or None where nobody wrote down when it
    began."""

    def __init__(self, clock: InForce[ClockBlock], limit: Time, scope: Scope) -> None:
        self._block, self._limit, self._scope = clock.block, limit, scope
        self._kept: list[bool | None] = []
        self._missing = ""
        try:
            self._days = calendar(scope.moment, name=limit.calendar or "")
        except (HoursNotSet, TermsNotSet) as missing:
            self._missing = missing.sentence

    def judge(self, found: Matter) -> None:
        """Take in a concern, where the clock speaks of it."""
        block, as_at = self._block, self._scope.moment.as_at
        silent = block.silent_for and block.silent_for.matches(found.facts)
        if self._missing or silent or not block.applies.matches(found.facts):
            return
        since = started(block, found.happened)
        if since is None:
            self._kept.append(None)
            return
        try:
            end = due(since, self._limit.span, self._limit.rule, self._days, self._limit.roll)
        except (HoursNotSet, TermsNotSet) as missing:
            self._missing = missing.sentence
            return
        done = found.happened.get(block.measures.to)
        if done is not None or as_at > end:
            self._kept.append((done or as_at) <= end)

    def reading(self, why: str) -> Reading:
        """How it stands."""
        return Reading(Status.NOT_SET, self._missing) if self._missing else _reading(self._kept, why)


def _concerns(scope: Scope) -> Iterator[Matter]:
    """The concerns of the last year."""
    moment = scope.moment
    rows = Concern.objects.filter(circle=scope.circle, received_at__lte=min(moment.as_at, moment.known_at))
    rows = rows.filter(received_at__gt=moment.as_at - LOOKS_BACK).exclude(state=State.DISPOSED)
    return matters(rows, moment)


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


def sources_of(controls: Sequence[InForce[Any]]) -> list[frozenset[str]]:
    """What rows keep as the source of each of these controls, under whichever edition of its policy."""
    editions: dict[str, list[UUID]] = {one.policy: [] for one in controls}
    for policy, edition in Edition.objects.filter(policy__in=sorted(editions)).values_list("policy", "id"):
        editions[policy].append(edition)
    return [
        frozenset(f"{edition}/{one.kind}.{one.id}" for edition in editions[one.policy]) for one in controls
    ]


def decided_by(controls: Sequence[InForce[DecisionBlock]], scope: Scope) -> list[Count]:
    """Of the decisions put under each of these controls in the last year, under any edition, how many were made."""
    moment = scope.moment
    rows = Decision.objects.known(moment.known_at).filter(
        concern__circle=scope.circle,
        question__in={one.block.question for one in controls},
        recorded_at__gt=moment.as_at - LOOKS_BACK,
        recorded_at__lte=moment.as_at,
    )
    made = Assent.objects.filter(decision=OuterRef("pk"), completes=True, recorded_at__lte=moment.known_at)
    put = rows.order_by().annotate(made=Exists(made)).values_list("question", "governed_by", "made")
    counted = [
        (question, set(by.split()), made, many) for question, by, made, many in put.annotate(Rows("pk"))
    ]
    found = []
    for control, sources in zip(controls, sources_of(controls), strict=True):
        ours = [
            (many, many * made)
            for question, by, made, many in counted
            if question == control.block.question and sources & by
        ]
        found.append(Count(sum(made for _, made in ours), sum(many for many, _ in ours), "decisions"))
    return found


def went_by(controls: Sequence[InForce[RouteBlock]], scope: Scope) -> list[int]:
    """How many concerns of a circle each of these routes put before somebody in the last year, under any edition."""
    moment, sources = scope.moment, sources_of(controls)
    rows = Delivery.objects.known(moment.known_at).filter(
        concern__circle=scope.circle,
        governed_by__in=frozenset().union(*sources),
        recorded_at__gt=moment.as_at - LOOKS_BACK,
        recorded_at__lte=moment.as_at,
    )
    which = Case(*(When(governed_by__in=by, then=Value(at)) for at, by in enumerate(sources)))
    went = (
        rows.order_by().annotate(which=which).values_list("which").annotate(Rows("concern_id", distinct=True))
    )
    counted = dict(went)
    return [counted.get(at, 0) for at in range(len(controls))]
