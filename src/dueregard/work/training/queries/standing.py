"""How everybody in an audience stands to something they must have done: one query, whatever their number."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time
from functools import reduce
from operator import and_
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from ....authority.access.queries import away
from ....authority.identity.models import Person
from ....authority.people.audiences import spans_of_audience
from ....authority.policy.answers import Basis
from ....authority.policy.values.when import When as Audience
from ....ground.kernel.moments import Moment, from_london, london_day
from ....mechanisms.clocks.queries.calendars import calendar
from ....mechanisms.clocks.rules.calendars import Calendar
from ..models import Completion, DocumentEdition, Exemption
from ..rules.requirements import Cuts, Requirement, cuts, latest
from ..vocabulary import State

_STATE: CharField[str, str] = CharField()


def calendar_of(asked: Requirement, moment: Moment) -> Calendar:
    """The calendar a requirement runs on."""
    return calendar(moment, name=(asked.every.calendar if asked.every else "") or "")


def standing(asked: Requirement, audience: Audience, moment: Moment) -> QuerySet[Any, Any]:
    """Everybody in an audience who is here and not exempt, with `began` and their `state` at the moment.

    Raises `HoursNotSet`, `TermsNotSet` where the requirement runs on a calendar that is not given.
    """
    cut = cuts(asked, london_day(moment.as_at), calendar_of(asked, moment))
    spans = spans_of_audience(audience, moment).filter(person_id=OuterRef("pk"))
    began = spans.order_by("since").values("since")[:1]
    rows: QuerySet[Any, Any] = (
        Person.objects.filter(Exists(spans))
        .exclude(pk__in=exempt(asked.address, moment))
        .exclude(pk__in=away(moment))
    )
    return rows.annotate(began=Subquery(began)).annotate(state=_state(asked, cut, moment))


def figures(asked: Requirement, audience: Audience, moment: Moment) -> dict[State, int]:
    """How many are in each state; of a state nobody is in, nothing."""
    rows = standing(asked, audience, moment).values("state").annotate(n=Count("pk")).order_by()
    return {State(row["state"]): row["n"] for row in rows}


def exempt(address: str, moment: Moment) -> QuerySet[Exemption, Any]:
    """Whom a control asks nothing of at the moment."""
    rows: QuerySet[Exemption] = Exemption.objects.holding(moment).filter(control=address)
    return rows.values("person_id")


def counting(asked: Requirement, moment: Moment) -> QuerySet[Completion]:
    """What was done of a requirement, as at the moment, whether or not it has lapsed since."""
    rows: QuerySet[Completion] = Completion.objects.known(moment.known_at).filter(
        course__in=asked.courses, result__in=sorted(asked.accepts), done_on__lte=london_day(moment.as_at)
    )
    return rows.filter(edition=asked.edition) if asked.edition else rows


def done_by(
    person_ids: Collection[UUID], asked: Iterable[Requirement], moment: Moment
) -> dict[tuple[str, UUID], dict[str, date]]:
    """The last day on which each of these people did each course of each requirement, by its address and person."""
    found: dict[tuple[str, UUID], dict[str, date]] = {}
    for one in asked:
        rows = counting(one, moment).filter(person_id__in=set(person_ids))
        of: dict[UUID, list[tuple[str, date]]] = {}
        for person, course, day in rows.values_list("person_id", "course", "done_on"):
            of.setdefault(person, []).append((course, day))
        found |= {(one.address, person): latest(done) for person, done in of.items()}
    return found


def weakest_basis(asked: Requirement, moment: Moment) -> Basis | None:
    """The weakest thing that what was done rests on; None when nothing was done."""
    found = set(counting(asked, moment).order_by().values_list("basis", flat=True).distinct())
    return max((Basis(one) for one in found), key=list(Basis).index, default=None)


def edition_in_force(document: str, moment: Moment) -> DocumentEdition | None:
    """The edition of a document that is to be read at the moment."""
    return next((row for row in reversed(DocumentEdition.at(moment)) if row.document == document), None)


def _state(asked: Requirement, cut: Cuts, moment: Moment) -> Case:
    """`rules.requirements.state_of`, put into SQL; a test holds the two against each other."""
    whens = []
    if cut.soon_before:
        whens.append(When(_held(asked, moment, cut.soon_before), then=Value(State.KEPT)))
        whens.append(When(_held(asked, moment, cut.counts_since), then=Value(State.SOON)))
    else:
        whens.append(When(_held(asked, moment, cut.counts_since), then=Value(State.KEPT)))
    if asked.every:
        if asked.grace:
            whens.append(When(_held(asked, moment, cut.graced_since), then=Value(State.GRACE)))
        whens.append(When(_held(asked, moment, None), then=Value(State.LATE)))
    if cut.joined_since is None:
        return Case(*whens, default=Value(State.UNDATED), output_field=_STATE)
    whens.append(When(began__gte=_begins(cut.joined_since), then=Value(State.WAITING)))
    if cut.graced_joined_since and asked.grace:
        whens.append(When(began__gte=_begins(cut.graced_joined_since), then=Value(State.GRACE)))
    return Case(*whens, default=Value(State.LATE), output_field=_STATE)


def _held(asked: Requirement, moment: Moment, since: date | None) -> Q:
    rows = counting(asked, moment).filter(person_id=OuterRef("pk"))
    if since:
        rows = rows.filter(done_on__gte=since)
    if asked.any_one:
        return Q(Exists(rows))
    return reduce(and_, (Q(Exists(rows.filter(course=course))) for course in asked.courses))


def _begins(day: date) -> datetime:
    return from_london(day, time())
