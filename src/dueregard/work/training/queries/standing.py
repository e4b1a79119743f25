"""How everybody in an audience stands to something they must have done: two questions to the database, whatever their
number, and the rule for each of them.

Of what was done long ago it matters only that it was done, and only while somebody's first time is not over. So what
was done lately is read for everybody, and what was done before for those of whom that does not say enough.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple
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
from ..rules.requirements import (
    Calendars,
    Requirement,
    alike_before,
    by_doing,
    by_joining,
    cuts,
    latest,
    state_of,
)
from ..vocabulary import State


class Stood(NamedTuple):
    """How somebody stands to a requirement."""

    began: datetime
    """Since when they have belonged to those it asks."""
    state: State


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
    ids: dict[str, UUID] = {}
    began = _one_row_each(_began(audience, moment, people, ids), moment)
    exempted = exempt(asked.address, moment).values_list("person_id", flat=True)
    for row in _every_row({*exempted, *away(moment)}, moment):
        began.pop(row, None)
    # Many joined, or did it, on one day: each is judged once for all of them.
    joined = cache(lambda since: by_joining(london_day(since), cut))
    did = cache(lambda days: by_doing(asked, dict(days), cut))
    stood = cache(Stood)
    first_day = alike_before(cut)
    lately = done_by(None if people is None else began, asked, moment, since=first_day, ids=ids)
    found, unsure = {}, []
    for row, since in began.items():
        days = lately.get(row)
        state = did(tuple(days.items())) if days else None
        if state is None and (state := joined(since)) is not State.LATE:
            unsure.append(row)  # what they did before that day would make them late
        found[row] = stood(since, state)
    ever = done_by(unsure, asked, moment) if first_day and unsure else {}
    for row in unsure:
        found[row] = Stood(began[row], state_of(asked, london_day(began[row]), ever.get(row, {}), cut))
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
    people: Collection[UUID] | None,
    asked: Requirement,
    moment: Moment,
    *,
    since: date | None = None,
    ids: dict[str, UUID] | None = None,
) -> dict[UUID, dict[str, date]]:
    """The last day on which each of these people, or everybody, did each course of a requirement, by whichever of their
    rows in the directory it was written down; with `since`, of what was done on that day or later. `ids`: see
    `bulk.read`."""
    rows = counting(asked, moment)
    if since:
        rows = rows.filter(done_on__gte=since)
    if people is not None:
        rows = rows.filter(person_id__among=_every_row(people, moment))
    found: dict[UUID, dict[str, date]] = {}
    for row, course, day in bulk.read(rows.order_by(), ("person_id", "course", "done_on"), ids=ids):
        last = found.setdefault(row, {})
        last[course] = max(day, last.get(course, day))
    several = several_rows(moment)
    for own in set(several.values()):
        if did := latest(each for row in own for each in found.get(row, {}).items()):
            found |= dict.fromkeys(own, did)
    return found


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


def _began(
    audience: Audience, moment: Moment, people: Collection[UUID] | None, ids: dict[str, UUID]
) -> dict[UUID, datetime]:
    """Since when each row of the directory has belonged to an audience."""
    rows = spans_of_audience(audience, moment)
    if people is not None:
        rows = rows.filter(person_id__among=_every_row(people, moment))
    began: dict[UUID, datetime] = {}
    for row, since in bulk.read(rows.order_by(), ("person_id", "since"), ids=ids):
        if since < began.setdefault(row, since):
            began[row] = since
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


def _every_row(people: Collection[UUID], moment: Moment) -> Collection[UUID]:
    several = several_rows(moment)
    return {row for person in people for row in several.get(person, (person,))} if several else people
