"""When a policy was looked at, what happened since, and when it is looked at again."""

from collections.abc import Collection, Iterable
from datetime import date, time
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, QuerySet

from ....authority.access.queries import rows_of
from ....authority.policy.answers import InForce
from ....authority.policy.front import front_of
from ....authority.policy.models import Adoption
from ....authority.policy.queries import lookup, pack_of
from ....authority.policy.values.figure import Figure
from ....authority.policy.values.resolve import Resolved, resolve
from ....authority.policy.values.time import Time
from ....ground.audit.vocabulary import Stream
from ....ground.kernel import scope
from ....ground.kernel.moments import Moment, from_london, london_day
from ....ground.kernel.prepared import Prepared
from ....mechanisms.clocks.queries.calendars import calendar
from ....mechanisms.clocks.queries.obligations import owed_by
from ....mechanisms.clocks.rules.measures import due
from ....mechanisms.notifications.models import Message
from ..models import PolicyReview, Publication, ReviewEvent
from ..rules.blocks import ReviewBlock
from ..rules.reviewing import Again, Happened, Looked, again
from ..vocabulary import POLICY, Change, Event

Placed = InForce[ReviewBlock]
_NOON = time(12)


def reviews(policy: str, moment: Moment) -> list[PolicyReview]:
    """Every review of a policy, the latest first."""
    rows = PolicyReview.objects.known(moment.known_at).filter(
        policy=policy, done_on__lte=london_day(moment.as_at)
    )
    return list(rows.order_by("-done_on", "-recorded_at"))


def events(moment: Moment) -> list[ReviewEvent]:
    """What happened after which policies are looked at again, the latest first."""
    day = london_day(moment.as_at)
    found = [row for row in ReviewEvent.known_at(moment.known_at) if row.happened_on <= day]
    return sorted(found, key=lambda row: (row.happened_on, row.recorded_at), reverse=True)


def reviews_told(person_id: UUID, roles: Collection[str], moment: Moment) -> frozenset[str]:
    """The policies that somebody was written to about, because a post of theirs sees to it that they are looked at
    again, as long as that is owed."""
    if not roles:
        return frozenset()
    return frozenset(policy for (policy,) in _told(frozenset(roles)).rows(rows_of(person_id, moment)))


@lru_cache(maxsize=64)
def _told(roles: frozenset[str]) -> Prepared:
    """The question behind it, for whoever holds the same posts."""

    def ask(rows_of_one: frozenset[UUID]) -> "QuerySet[Any, Any]":
        letters = Message.objects.filter(
            thing_kind=POLICY,
            thing_id=OuterRef("about_id"),
            person_id__in=rows_of_one,
            made_at__gte=OuterRef("opened_at"),
        )
        owed = owed_by(sorted(roles), Stream.OPEN).filter(Exists(letters), about_kind=POLICY)
        return owed.order_by().values_list("policy").distinct()

    return Prepared(ask)


def looked(policy: str, moment: Moment) -> Looked | None:
    """When a policy was last looked at; None where it is not in force."""
    return _looked_each(moment).get(policy)


@scope.remembered
def _looked_each(moment: Moment) -> dict[str, Looked]:
    """When each policy in force was last looked at: in two questions."""
    standing = Adoption.at(moment)
    last, rewritten = _last_reviews(moment), _rewritten([row.edition_id for row in standing], moment)
    found = {}
    for row in standing:
        front = front_of(row.edition_id, pack_of(row.edition_id), moment)
        found[row.policy] = Looked(
            in_force_since=london_day(row.since),
            rewritten=row.edition_id in rewritten,
            reviewed=last.get(row.policy),
            issued=front.issued,
            review_by=front.review_by,
        )
    return found


def _last_reviews(moment: Moment) -> dict[str, date]:
    rows = PolicyReview.objects.known(moment.known_at).filter(done_on__lte=london_day(moment.as_at))
    return dict(rows.order_by().values_list("policy").annotate(last=Max("done_on")))


def owed(control: Placed, moment: Moment) -> list[Again]:
    """Every review that a control asks for, the soonest first. Raises `HoursNotSet` and `TermsNotSet`."""
    return _again(control, _happened(control, moment), moment)


def next_turn(control: Placed, moment: Moment) -> date | None:
    """By when it is looked at again by its turn or by the day of its text, whatever happened. Raises as `owed`."""
    return next((one.by for one in _again(control, (), moment)), None)


def given(figure: Figure[Time], control: InForce[Any], key: str, moment: Moment) -> Resolved[Time]:
    """A figure of a control, with what the provider or another policy gives."""
    return resolve(figure, {}, lookup(moment), f"{control.address}.{key}")


def _again(control: Placed, happened: Iterable[Happened], moment: Moment) -> list[Again]:
    found = looked(control.policy, moment)
    if found is None:
        return []
    block = control.block
    every = given(block.every, control, "every", moment).value
    within = given(block.within, control, "within", moment).value if block.within else None
    return again(found, happened, every, within, lambda day, asked: due_on(day, asked, moment))


def _rewritten(editions: Collection[UUID], moment: Moment) -> frozenset[UUID]:
    """Those of these editions that were published as a change of substance."""
    published = Publication.objects.known(moment.known_at).filter(edition__in=list(editions))
    rows = published.filter(putting__change=Change.SUBSTANCE)
    return frozenset(rows.values_list("edition_id", flat=True))


def _happened(control: Placed, moment: Moment) -> Iterable[Happened]:
    for row in events(moment):
        event = Event(row.event)
        if row.policy in ("", control.policy) and event in control.block.after:
            yield Happened(str(row.id), event, row.happened_on)


def due_on(day: date, asked: Time, moment: Moment) -> date:
    """The last day on which something is in time that is done within `asked` after a day. Raises `HoursNotSet` and
    `TermsNotSet`."""
    on = calendar(moment, name=asked.calendar or "")
    return london_day(due(from_london(day, _NOON), asked.span, asked.rule, on, asked.roll))
