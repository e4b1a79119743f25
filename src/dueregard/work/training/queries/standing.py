"""How everybody in an audience stands to something they must have done: two questions to the database, whatever their
number, and the rule for each of them.

Of what was done long ago it matters only that it was done, and only while somebody's first time is not over. So what
was done lately is read for everybody, and what was done before for those of whom that does not say enough.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from ....authority.access.queries import away
from ....authority.identity.queries import several_rows
from ....authority.people.audiences import spans_of_audience
from ....authority.policy.values.when import When as Audience
from ....ground.kernel import bulk, scope
from ....ground.kernel.moments import Moment, london_day
from ....mechanisms.clocks.queries.calendars import calendar
from ..models import Completion, DocumentEdition, Exemption
from ..rules.requirements import (
    Calendars,
    Cuts,
    Requirement,
    alike_before,
    by_doing,
    by_joining,
    cuts,
    latest,
    state_of,
)
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
    return next(_stand([turned(asked, audience, moment)], moment, people))


def turned(asked: Requirement, audience: Audience, moment: Moment) -> Turned:
    """A requirement ready to judge by. Raises as `standing`."""
    return Turned(asked, audience, cuts(asked, london_day(moment.as_at), calendars(moment)))


def figures(each: Sequence[Turned], moment: Moment) -> list[dict[State, int]]:
    """How many are in each state under each requirement; of a state nobody is in, nothing."""
    return [dict(Counter(one.state for one in stood.values())) for stood in _stand(each, moment, None)]


def _stand(
    each: Sequence[Turned], moment: Moment, people: Collection[UUID] | None
) -> Iterator[dict[UUID, Stood]]:
    """How everybody stands under each of some requirements: as many questions for several as for one."""
    ids: dict[str, UUID] = {}
    began, some = _began_under(each, moment, people, ids), people is not None
    lately = _done(
        [
            _by_whom(
                counting(one.asked, moment, since=alike_before(one.cut)), found if some else None, moment
            )
            for one, found in zip(each, began, strict=True)
        ],
        moment,
        ids,
    )
    judged = [_judge(one, since, did) for one, since, did in zip(each, began, lately, strict=True)]
    # What they did before that day would make them late.
    ever = _done(
        [
            _by_whom(counting(one.asked, moment), unsure, moment)
            if unsure and alike_before(one.cut)
            else Completion.objects.none()
            for one, (_, unsure) in zip(each, judged, strict=True)
        ],
        moment,
    )
    for one, since, (found, unsure), did in zip(each, began, judged, ever, strict=True):
        for row in unsure:
            found[row] = Stood(
                since[row], state_of(one.asked, london_day(since[row]), did.get(row, {}), one.cut)
            )
        yield found


def _judge(
    one: Turned, began: Mapping[UUID, datetime], lately: Mapping[UUID, Mapping[str, date]]
) -> tuple[dict[UUID, Stood], list[UUID]]:
    """How everybody stands by what they did lately, and of whom that does not say enough."""
    # Many joined, or did it, on one day: each is judged once for all of them.
    joined = cache(lambda since: by_joining(london_day(since), one.cut))
    did = cache(lambda days: by_doing(one.asked, dict(days), one.cut))
    stood = cache(Stood)
    found, unsure = {}, []
    for row, since in began.items():
        days = lately.get(row)
        state = did(tuple(days.items())) if days else None
        if state is None and (state := joined(since)) is not State.LATE:
            unsure.append(row)
        found[row] = stood(since, state)
    return found, unsure


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


def counting(asked: Requirement, moment: Moment, *, since: date | None = None) -> QuerySet[Completion]:
    """What was done of a requirement, as at the moment, whether or not it has lapsed since; with `since`, of what was
    done on that day or later."""
    rows = _everything_done(moment).filter(
        course__in=asked.courses, result__in=sorted(asked.accepts), done_on__lte=london_day(moment.as_at)
    )
    rows = rows.filter(done_on__gte=since) if since else rows
    return rows.filter(edition=asked.edition) if asked.edition else rows


@scope.remembered
def _everything_done(moment: Moment) -> QuerySet[Completion]:
    """The question for all that was done, which narrower ones are made of: making it takes a while."""
    rows: QuerySet[Completion] = Completion.objects.known(moment.known_at)
    return rows


def done_by(
    people: Collection[UUID] | None, asked: Requirement, moment: Moment
) -> dict[UUID, dict[str, date]]:
    """The last day on which each of these people, or everybody, did each course of a requirement, by whichever of their
    rows in the directory it was written down."""
    return _done([_by_whom(counting(asked, moment), people, moment)], moment)[0]


def _by_whom(
    rows: QuerySet[Completion], people: Collection[UUID] | None, moment: Moment
) -> QuerySet[Completion]:
    if people is None:
        return rows
    return rows.filter(person_id__among=_every_row(people, moment))


def _done(
    asked: Sequence[QuerySet[Completion]], moment: Moment, ids: dict[str, UUID] | None = None
) -> list[dict[UUID, dict[str, date]]]:
    """The last day on which each person did each course, for each of these readings of what was done. `ids`: see
    `bulk.read`."""
    found: list[dict[UUID, dict[str, date]]] = [{} for _ in asked]
    columns = ("person_id", "course", "done_on")
    for place, row, course, day in bulk.read_each([one.order_by() for one in asked], columns, ids=ids):
        last = found[place].setdefault(row, {})
        last[course] = max(day, last.get(course, day))
    several = several_rows(moment)
    for own in set(several.values()):
        for each in found:
            if did := latest(one for row in own for one in each.get(row, {}).items()):
                each |= dict.fromkeys(own, did)
    return found


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
