"""How everybody in an audience stands to something they must have done: two questions to the database, whatever their
number, and the rule for each of them.

The database finds what each did last, and no row is read that came before it: of a million there are few that count.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from itertools import zip_longest
from typing import NamedTuple
from uuid import UUID

from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from ....authority.access.queries import away
from ....authority.identity.models import Person
from ....authority.identity.queries import several_rows
from ....authority.people.audiences import spans_of_audience
from ....authority.policy.answers import Basis
from ....authority.policy.values.when import When as Audience
from ....ground.kernel import bulk
from ....ground.kernel.moments import Moment, london_day
from ....mechanisms.clocks.queries.calendars import calendar
from ..models import Completion, DocumentEdition, Exemption
from ..rules.requirements import Calendars, Cuts, Requirement, by_doing, by_joining, cuts
from ..vocabulary import State


class Turned(NamedTuple):
    """A requirement of an audience, turned round for a day."""

    asked: Requirement
    audience: Audience
    cut: Cuts


class Stood(NamedTuple):
    """How somebody stands to a requirement."""

    began: datetime
    """Since when they have belonged to those it asks."""
    state: State


class Figures(NamedTuple):
    """How all whom a requirement asks stand to it."""

    states: Mapping[State, int]
    """How many are in each; of a state nobody is in, nothing."""
    basis: Basis | None
    """The weakest thing on which we have it that somebody did it; None while nobody did."""


Did = dict[UUID, dict[str, str]]
"""What each did last of each course: the day, and on what we have it, in one text as it is read."""
_DAY = len("2026-01-31")
_NEVER = Value(None, output_field=CharField())


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
    stood, _ = next(_stand([turned(asked, audience, moment)], moment, people))
    return stood


def turned(asked: Requirement, audience: Audience, moment: Moment) -> Turned:
    """A requirement ready to judge by. Raises as `standing`."""
    return Turned(asked, audience, cuts(asked, london_day(moment.as_at), calendars(moment)))


def figures(each: Sequence[Turned], moment: Moment) -> list[Figures]:
    """How all whom each requirement asks stand to it."""
    return [
        Figures(
            Counter(one.state for one in stood.values()), _weakest(did[row] for row in stood if row in did)
        )
        for stood, did in _stand(each, moment, None)
    ]


def _weakest(did: Iterable[Mapping[str, str]]) -> Basis | None:
    found = {last for courses in did for last in courses.values()}
    return max({Basis(last[_DAY:]) for last in found}, key=list(Basis).index, default=None)


def _stand(
    each: Sequence[Turned], moment: Moment, people: Collection[UUID] | None
) -> Iterator[tuple[dict[UUID, Stood], Did]]:
    """How everybody stands under each of some requirements, and what they did: as many questions for several as for
    one."""
    ids: dict[str, UUID] = {}
    began = _began_under(each, moment, people, ids)
    those = cache(lambda audience: _those(audience, moment, people))
    whom = [(one.asked, those(one.audience)) for one in each]
    for one, since, did in zip(each, began, _done(whom, moment, ids), strict=True):
        yield _judged(one, since, did), did


def _judged(one: Turned, began: Mapping[UUID, datetime], did: Did) -> dict[UUID, Stood]:
    # Many joined, or did it, on one day: each is judged once for all of them.
    joined = cache(lambda since: by_joining(london_day(since), one.cut))
    doing = cache(lambda done: by_doing(one.asked, _days(dict(done)), one.cut))
    stood = cache(Stood)
    return {
        row: stood(since, (row in did and doing(tuple(did[row].items()))) or joined(since))
        for row, since in began.items()
    }


def _began_under(
    each: Sequence[Turned], moment: Moment, people: Collection[UUID] | None, ids: dict[str, UUID]
) -> list[dict[UUID, datetime]]:
    """Since when whoever each requirement asks has belonged to its audience."""
    audiences = list(dict.fromkeys(one.audience for one in each))
    belonging = dict(zip(audiences, _began(audiences, moment, people, ids), strict=True))
    elsewhere, free = away(moment), exempted([one.asked.address for one in each], moment)
    found = []
    for one in each:
        began = _one_row_each(belonging[one.audience], moment)
        for row in _every_row(elsewhere | free.get(one.asked.address, frozenset()), moment):
            began.pop(row, None)
        found.append(began)
    return found


def exempted(addresses: Collection[str], moment: Moment) -> dict[str, frozenset[UUID]]:
    """Whom each of these controls asks nothing of at the moment."""
    rows = Exemption.objects.holding(moment).filter(control__among=addresses)
    found: dict[str, frozenset[UUID]] = {}
    for control, person in rows.order_by().values_list("control", "person_id"):
        found[control] = found.get(control, frozenset()) | {person}
    return found


def done_by(
    people: Collection[UUID] | None, asked: Requirement, moment: Moment
) -> dict[UUID, dict[str, date]]:
    """The last day on which each of these people, or everybody, did each course of a requirement, by whichever of their
    rows in the directory it was written down."""
    rows = Person.objects.all()
    whom = rows if people is None else rows.filter(pk__among=_every_row(people, moment))
    return {row: _days(done) for row, done in _done([(asked, whom)], moment)[0].items()}


def _done(
    asked: Sequence[tuple[Requirement, QuerySet[Person]]], moment: Moment, ids: dict[str, UUID] | None = None
) -> list[Did]:
    """What each of these people last did of each requirement. `ids`: see `bulk.read`."""
    found: list[Did] = [{} for _ in asked]
    together: dict[QuerySet[Person], list[tuple[Did, str, Subquery]]] = {}
    for did, (requirement, whom) in zip(found, asked, strict=True):
        lasts = [(did, course, _last(requirement, course, moment)) for course in requirement.courses]
        together.setdefault(whom, []).extend(lasts)  # whoever is asked for several things is read once
    columns = [f"last_{n}" for n in range(max(map(len, together.values()), default=0))]
    several = several_rows(moment)
    twice = [Person.objects.filter(pk__among=set(several))] if several else []
    places, parts = [], []
    for whom, lasts in together.items():
        each = dict(zip_longest(columns, (last for *_, last in lasts), fillvalue=_NEVER))
        for rows in (whom, *twice):
            places.append(lasts)
            parts.append(rows.order_by().annotate(**each))
    for place, row, *days in bulk.read_each(parts, ("id", *columns), ids=ids):
        for (did, course, _), last in zip(places[place], days, strict=False):
            if last is not None:
                did.setdefault(row, {})[course] = last
    _joined(found, several)
    return found


def _joined(found: Sequence[Did], several: Mapping[UUID, frozenset[UUID]]) -> None:
    """What somebody did by any of their rows in the directory they did by each."""
    for own in set(several.values()):
        for did in found:
            if every := sorted(one for row in own for one in did.get(row, {}).items()):
                did |= {row: dict(every) for row in own}  # of several of one course the latest stays


def _last(asked: Requirement, course: str, moment: Moment) -> Subquery:
    """The last day on which somebody did a course so that it counts, and on what we have it: of several on one day
    always the same. One value, because the database looks for it person by person."""
    rows: QuerySet[Completion] = Completion.objects.known(moment.known_at).filter(
        person_id=OuterRef("pk"),
        course=course,
        result__in=sorted(asked.accepts),
        done_on__lte=london_day(moment.as_at),
    )
    rows = rows.filter(edition=asked.edition) if asked.edition else rows
    packed = Concat(Cast("done_on", CharField()), "basis", output_field=CharField())
    return Subquery(rows.order_by("-done_on", "-basis").values_list(packed)[:1])


def _days(done: Mapping[str, str]) -> dict[str, date]:
    return {course: date.fromisoformat(last[:_DAY]) for course, last in done.items()}


def _those(audience: Audience, moment: Moment, people: Collection[UUID] | None) -> QuerySet[Person]:
    spans = spans_of_audience(audience, moment)
    if people is not None:
        spans = spans.filter(person_id__among=_every_row(people, moment))
    return Person.objects.filter(pk__in=spans.order_by().values("person_id"))


def edition_in_force(document: str, moment: Moment) -> DocumentEdition | None:
    """The edition of a document that is to be read at the moment."""
    return next((row for row in reversed(DocumentEdition.at(moment)) if row.document == document), None)


def _began(
    audiences: Sequence[Audience], moment: Moment, people: Collection[UUID] | None, ids: dict[str, UUID]
) -> list[dict[UUID, datetime]]:
    """Since when each row of the directory has belonged to each audience."""
    asked = [spans_of_audience(one, moment).order_by() for one in audiences]
    if people is not None:
        every = _every_row(people, moment)
        asked = [rows.filter(person_id__among=every) for rows in asked]
    found: list[dict[UUID, datetime]] = [{} for _ in audiences]
    for place, row, since in bulk.read_each(asked, ("person_id", "since"), ids=ids):
        began = found[place]
        if since < began.setdefault(row, since):
            began[row] = since
    return found


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
