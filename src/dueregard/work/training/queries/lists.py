"""Who stands how to a requirement: narrowed, counted, and as a list by name."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from ....authority.identity.models import Person, PersonDetails
from ....authority.identity.queries import several_rows
from ....authority.people.audiences import spans_of_audience
from ....authority.people.models import Span
from ....authority.policy.values.when import When as Audience
from ....ground.kernel.moments import Moment, london_day
from ..rules.requirements import Requirement, due_on
from ..vocabulary import State
from .standing import Stood, calendars, done_by, standing

_BY = ("site_id", "organisation_id", "work", "programme")

Figures = Mapping[State, int]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Whom of an audience a question is about."""

    people: frozenset[UUID] | None = None
    """Only these; None: everybody."""
    span: Mapping[str, Any] = field(default_factory=dict)
    """What must be so of one of the ways in which they belong to the audience: `site_id`, `organisation_id`,
    `standing`, `work`, `programme`."""


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody in a list, by when they must do it next (None: no date), and when they last did each course."""

    person_id: UUID
    state: State
    due: date | None
    done: Mapping[str, date]


def narrowed(asked: Requirement, audience: Audience, moment: Moment, only: Narrowed) -> dict[UUID, Stood]:
    """As `standing`, of some people. Raises as `standing`."""
    found = standing(asked, audience, moment, people=only.people)
    if only.people is not None:
        found = {row: one for row, one in found.items() if row in only.people}
    if only.span:
        spans = spans_of_audience(audience, moment).filter(**only.span)
        meant = _every_row_of(spans, moment)
        found = {row: one for row, one in found.items() if row in meant}
    return found


def _every_row_of(spans: QuerySet[Span], moment: Moment) -> set[UUID]:
    """Whoever stands here so, by every row that they have in the directory."""
    several = several_rows(moment)
    people = spans.order_by().values_list("person_id", flat=True)
    return {row for person in people for row in several.get(person, (person,))}


def counted(asked: Requirement, audience: Audience, moment: Moment, only: Narrowed) -> dict[State, int]:
    """How many of them are in each state; of a state nobody is in, nothing."""
    return dict(Counter(one.state for one in narrowed(asked, audience, moment, only).values()))


def counted_by(
    asked: Requirement, audience: Audience, moment: Moment, only: Narrowed
) -> dict[str, dict[Any, Figures]]:
    """The same by site, by whom they work for, by work and by programme. Whoever belongs to the audience at two sites
    counts at both, as they stand in the list of each."""
    several = several_rows(moment)
    states = {
        row: (person, one.state)
        for person, one in narrowed(asked, audience, moment, only).items()
        for row in several.get(person, (person,))
    }
    spans = spans_of_audience(audience, moment).filter(**only.span)
    found: dict[str, dict[Any, Counter[State]]] = {fact: {} for fact in _BY}
    places: set[tuple[str, Any, UUID, State]] = set()
    for person, *places_of in spans.values_list("person_id", *_BY):
        if person in states:
            places |= {(fact, value, *states[person]) for fact, value in zip(_BY, places_of, strict=True)}
    for fact, value, _, state in places:
        found[fact].setdefault(value, Counter())[state] += 1
    return {fact: dict(groups) for fact, groups in found.items()}


def in_states(stood: Mapping[UUID, Stood], states: Collection[State]) -> dict[UUID, Stood]:
    """Those in one of some states; all of them where none is named."""
    return {row: one for row, one in stood.items() if not states or one.state in states}


def in_order(people: Collection[UUID], today: Moment) -> QuerySet[Person, UUID]:
    """The ids of these people, in the order of the names they have today."""
    return by_name(Person.objects.filter(pk__among=people), today).values_list("pk", flat=True)


def by_name(rows: QuerySet[Person], today: Moment) -> QuerySet[Person]:
    """In the order of the names these people have today."""
    known = PersonDetails.objects.known(today.known_at).filter(person_id=OuterRef("pk"))
    return rows.annotate(named=Subquery(known.values("folded")[:1])).order_by("named", "pk")


def lines(
    asked: Requirement, people: Iterable[UUID], stood: Mapping[UUID, Stood], moment: Moment
) -> list[Line]:
    """These people, of those who stand so, with their dates. Raises as `standing`."""
    named, listed = calendars(moment), list(people)
    done = done_by(listed, asked, moment)
    return [
        Line(person, one.state, due_on(asked, london_day(one.began), did, named), did)
        for person in listed
        for one, did in [(stood[person], done.get(person, {}))]
    ]
