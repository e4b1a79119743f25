"""How everybody in an audience stands to something they must have done: two questions to the database, whatever their
number, and the rule for each of them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from ....authority.access.queries import away
from ....authority.identity.queries import several_rows
from ....authority.people.audiences import spans_of_audience
from ....authority.people.models import Span
from ....authority.policy.answers import Basis
from ....authority.policy.values.when import When as Audience
from ....ground.kernel import bulk
from ....ground.kernel.moments import Moment, london_day
from ....mechanisms.clocks.queries.calendars import calendar
from ..models import Completion, DocumentEdition, Exemption
from ..rules.requirements import Calendars, Requirement, cuts, latest, state_of
from ..vocabulary import State


@dataclass(frozen=True, slots=True)
class Stood:
    """How somebody stands to a requirement."""

    began: datetime
    """Since when they have belonged to those it asks."""
    state: State
    done: Mapping[str, date]
    """When they last did each course of it."""


def calendars(moment: Moment) -> Calendars:
    """The provider's calendars as at the moment; each time of a requirement runs on its own."""
    return cache(lambda name: calendar(moment, name=name))


def standing(
    asked: Requirement, audience: Audience, moment: Moment, *, people: Collection[UUID] | None = None
) -> dict[UUID, Stood]:
    """Everybody in an audience who is here and not exempt, or those of them who are among `people`. Whoever has several
    rows in the directory is one, in the row in which they have belonged to the audience for longest.

    Raises `HoursNotSet`, `TermsNotSet` where the requirement runs on a calendar that is not given.
    """
    cut = cuts(asked, london_day(moment.as_at), calendars(moment))
    began = _one_row_each(_began(audience, moment, people), moment)
    free = {*exempt(asked.address, moment).values_list("person_id", flat=True), *away(moment)}
    several = several_rows(moment)
    owing = [row for row in began if free.isdisjoint(several.get(row, (row,)))]
    done = _done(owing if people is not None else None, asked, moment)
    nothing: Mapping[str, date] = {}
    found = {}
    for row in owing:
        did = done.get(row, nothing)
        found[row] = Stood(began[row], state_of(asked, london_day(began[row]), did, cut), did)
    return found


def figures(asked: Requirement, audience: Audience, moment: Moment) -> dict[State, int]:
    """How many are in each state; of a state nobody is in, nothing."""
    return dict(Counter(one.state for one in standing(asked, audience, moment).values()))


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
) -> dict[tuple[str, UUID], Mapping[str, date]]:
    """The last day on which each of these people did each course of each requirement, by its address and person; by
    whichever of their rows in the directory it was written down."""
    return {
        (one.address, person): did for one in asked for person, did in _done(person_ids, one, moment).items()
    }


def weakest_basis(asked: Requirement, audience: Audience, moment: Moment) -> Basis | None:
    """The weakest thing that what an audience did rests on; None when they did nothing."""
    spans = spans_of_audience(audience, moment)
    people = Q(person_id__in=spans.order_by().values("person_id")) | Q(person_id__in=also(spans, moment))
    done = counting(asked, moment).filter(people)
    found = set(done.order_by().values_list("basis", flat=True).distinct())
    return max((Basis(one) for one in found), key=list(Basis).index, default=None)


def edition_in_force(document: str, moment: Moment) -> DocumentEdition | None:
    """The edition of a document that is to be read at the moment."""
    return next((row for row in reversed(DocumentEdition.at(moment)) if row.document == document), None)


def also(spans: QuerySet[Span], moment: Moment) -> frozenset[UUID]:
    """Every row of whoever has several in the directory, and stands in one of these ways by any of them."""
    several = several_rows(moment)
    if not several:
        return frozenset()
    found = spans.filter(person_id__in=several.keys()).order_by().values_list("person_id", flat=True)
    return frozenset().union(*(several[person] for person in found))


def _began(audience: Audience, moment: Moment, people: Collection[UUID] | None) -> dict[UUID, datetime]:
    """Since when each row of the directory has belonged to an audience."""
    rows = spans_of_audience(audience, moment)
    if people is not None:
        rows = rows.filter(person_id__among=_every_row(people, moment))
    began: dict[UUID, datetime] = {}
    for row, since in bulk.read(rows.order_by(), ("person_id", "since")):
        began[row] = min(since, began.get(row, since))
    return began


def _one_row_each(began: Mapping[UUID, datetime], moment: Moment) -> dict[UUID, datetime]:
    """Of whoever has several rows the one that stands for them."""
    several = several_rows(moment)
    if not several:
        return dict(began)
    first: dict[frozenset[UUID], UUID] = {}
    for row in sorted(several.keys() & began.keys(), key=lambda row: (began[row], row)):
        first.setdefault(several[row], row)
    stands = set(first.values())
    return {row: since for row, since in began.items() if row in stands or row not in several}


def _done(
    people: Collection[UUID] | None, asked: Requirement, moment: Moment
) -> dict[UUID, Mapping[str, date]]:
    """When each of these people, or everybody, last did each course of a requirement."""
    rows = counting(asked, moment)
    if people is not None:
        rows = rows.filter(person_id__among=_every_row(people, moment))
    found: dict[UUID, dict[str, date]] = {}
    for row, course, day in bulk.read(rows.order_by(), ("person_id", "course", "done_on")):
        last = found.setdefault(row, {})
        last[course] = max(day, last.get(course, day))
    several = several_rows(moment)
    if not several:
        return dict(found)
    folded = {
        own: latest(each for row in own for each in found.get(row, {}).items()) for own in several.values()
    }
    return {
        row: did for row, did in {**found, **{row: folded[several[row]] for row in several}}.items() if did
    }


def _every_row(people: Collection[UUID], moment: Moment) -> Collection[UUID]:
    several = several_rows(moment)
    return {row for person in people for row in several.get(person, (person,))} if several else people
