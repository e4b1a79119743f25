"""Whom the provider in scope knows, and as whom an account signs in."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from ...ground.kernel import scope
from ...ground.kernel.moments import Moment
from ...ground.kernel.prepared import Prepared
from .models import Account, Alias, Membership, Organisation, PersonDetails
from .vocabulary import OrganisationKind, fold

_SIGNS_IN_AS = Prepared(
    lambda account, *at: (
        Membership.objects.holding(Moment(*at))
        .filter(account=account)
        .order_by("recorded_at", "id")
        .values_list("person_id")[:1]
    )
)


def person_of(account: Account, moment: Moment) -> UUID | None:
    """The person as whom `account` may sign in to the provider in scope, or None."""
    row = _SIGNS_IN_AS.first(account.id, moment.as_at, moment.known_at)
    return row[0] if row else None


def details(person_ids: Iterable[UUID], moment: Moment) -> dict[UUID, PersonDetails]:
    """What was known of these people at the moment, by id; of those nobody asked for lately, in one query."""
    known = PersonDetails.known_of(set(person_ids), moment.known_at)
    return {person: rows[-1] for person, rows in known.items() if rows}


def folded_ways(name: str) -> frozenset[str]:
    """A folded name as it may stand in the directory: of rows from before apostrophes were made one, some are curly."""
    return frozenset({name, name.replace("'", "\u2019")})


def find(words: str, moment: Moment, born: date | None = None) -> QuerySet[PersonDetails]:
    """People whose name contains every word, or who were born on a day; sorted by name."""
    rows: QuerySet[PersonDetails] = PersonDetails.objects.known(moment.known_at)
    if "\0" in words:  # no name holds it, and PostgreSQL refuses to be asked
        return rows.none()
    for word in fold(words).replace(",", " ").split():
        rows = rows.filter(reduce(or_, (Q(folded__contains=one) for one in folded_ways(word))))
    if born:
        rows = rows.filter(date_of_birth=born)
    return rows.order_by("folded", "person_id")


def aliases(person_id: UUID, moment: Moment) -> frozenset[UUID]:
    """Every person row that is the same human being as this one, itself included."""
    return several_rows(moment).get(person_id, frozenset({person_id}))


@scope.remembered
def several_rows(moment: Moment) -> Mapping[UUID, frozenset[UUID]]:
    """Of everybody who has several person rows: from each of them to all."""
    found: dict[UUID, frozenset[UUID]] = {}
    for pair in Alias.at(moment):
        one, other = pair.person_id, pair.same_as_id
        every = found.get(one, frozenset({one})) | found.get(other, frozenset({other}))
        found |= dict.fromkeys(every, every)
    return found


def organisations(kind: OrganisationKind, moment: Moment) -> QuerySet[Organisation]:
    """Employers or subcontractors in force at the moment, by name."""
    rows: QuerySet[Organisation] = Organisation.objects.holding(moment).filter(kind=kind)
    return rows.order_by("name")


def namesakes(moment: Moment, most: int) -> list[list[PersonDetails]]:
    """People of the same name and birthday who are not known to be one: who may be here twice, so many of them."""
    known = PersonDetails.objects.known(moment.known_at).exclude(date_of_birth=None)
    twice = (
        known.values("folded", "date_of_birth")
        .annotate(people=Count("person_id", distinct=True))
        .filter(people__gt=1)
        .order_by("folded")
    )
    joined = {frozenset((row.person_id, row.same_as_id)) for row in Alias.at(moment)}
    found = []
    for name in twice[:most]:
        rows = list(
            known.filter(folded=name["folded"], date_of_birth=name["date_of_birth"]).order_by("recorded_at")
        )
        first = rows[0]
        others = [row for row in rows[1:] if frozenset((first.person_id, row.person_id)) not in joined]
        if others:
            found.append([first, *others])
    return found
