"""Who stands how to a requirement: narrowed, counted, and as a list by name."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from ....authority.identity.models import Person, PersonDetails
from ....authority.people.audiences import spans_of_audience
from ....authority.policy.values.when import When as Audience
from ....ground.kernel.moments import Moment, london_day
from ..rules.requirements import Requirement, due_on
from ..vocabulary import State
from .standing import calendar_of, done_by, standing

_BY = ("site_id", "work", "programme")

Figures = Mapping[State, int]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Whom of an audience a question is about."""

    people: frozenset[UUID] | None = None
    """Only these; None: everybody."""
    span: Mapping[str, Any] = field(default_factory=dict)
    """What must be so of one of the ways in which they belong to the audience: `site_id`, `standing`, `work`,
    `programme`."""


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody in a list, by when they must do it next (None: no date), and when they last did each course."""

    person_id: UUID
    state: State
    due: date | None
    done: Mapping[str, date]


def narrowed(asked: Requirement, audience: Audience, moment: Moment, only: Narrowed) -> QuerySet[Person]:
    """As `standing`, of some people. Raises as `standing`."""
    rows = standing(asked, audience, moment)
    if only.people is not None:
        rows = rows.filter(pk__in=only.people)
    if only.span:
        spans = spans_of_audience(audience, moment).filter(person_id=OuterRef("pk"), **only.span)
        rows = rows.filter(Exists(spans))
    return rows


def counted(asked: Requirement, audience: Audience, moment: Moment, only: Narrowed) -> dict[State, int]:
    """How many of them are in each state; of a state nobody is in, nothing."""
    people: QuerySet[Any, Any] = narrowed(asked, audience, moment, only)
    rows = people.values("state").annotate(n=Count("pk")).order_by()
    return {State(row["state"]): row["n"] for row in rows}


def counted_by(
    asked: Requirement, audience: Audience, moment: Moment, only: Narrowed
) -> dict[str, dict[Any, Figures]]:
    """The same by site, by work and by programme. Whoever belongs to the audience at two sites counts at both, as they
    stand in the list of each."""
    people: QuerySet[Any, Any] = narrowed(asked, audience, moment, only)
    states = dict(people.values_list("pk", "state"))
    spans = spans_of_audience(audience, moment).filter(**only.span)
    found: dict[str, dict[Any, Counter[State]]] = {fact: {} for fact in _BY}
    places: set[tuple[str, Any, UUID]] = set()
    for person, *places_of in spans.values_list("person_id", *_BY):
        if person in states:
            places |= {(fact, value, person) for fact, value in zip(_BY, places_of, strict=True)}
    for fact, value, person in places:
        found[fact].setdefault(value, Counter())[State(states[person])] += 1
    return {fact: dict(groups) for fact, groups in found.items()}


def by_name(rows: QuerySet[Person], today: Moment) -> QuerySet[Person]:
    """In the order of the names these people have today."""
    known = PersonDetails.objects.known(today.known_at).filter(person_id=OuterRef("pk"))
    return rows.annotate(named=Subquery(known.values("folded")[:1])).order_by("named", "pk")


def lines(asked: Requirement, rows: QuerySet[Any], moment: Moment) -> list[Line]:
    """These people, already narrowed and cut to a page, with their dates: two queries, whatever their number."""
    found = list(rows.values_list("pk", "began", "state"))
    done = done_by([person for person, _, _ in found], [asked], moment)
    calendar = calendar_of(asked, moment)
    return [
        Line(person, State(state), due_on(asked, london_day(began), did, calendar), did)
        for person, began, state in found
        for did in [done.get((asked.address, person), {})]
    ]
