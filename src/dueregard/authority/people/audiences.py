"""Audiences: whom a policy means, in a closed set of facts about how people stand here.

An audience is a condition of the policy language over the facts below. It holds for a person when it holds for one of
the ways they stand here at the moment: "delivers, in regulated activity, at the quay" asks all three of one post, not
one of each of three. A condition becomes one query, alike on both databases.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import reduce
from operator import and_, or_
from typing import Any
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.utils.text import slugify

from ...ground.kernel import scope
from ...ground.kernel.moments import Moment, london_day
from ...ground.tenancy.queries import sites_open
from ..access.models import Holding
from ..access.queries import holders
from ..identity.models import PersonDetails
from ..policy.values.when import UNKNOWN, Facts, When, choice, own_word, yes_no
from .models import Span
from .rules import ADULT, born_by
from .vocabulary import Standing, Work


class Age(StrEnum):
    """The ages that law tells apart."""

    UNDER_18 = "under-18"
    ADULT = "adult"


AUDIENCE: Facts = {
    "standing": choice("who they are here", Standing),
    "work": choice("what they do", Work),
    "regulated-activity": yes_no("their work is regulated activity with under-18s"),
    "site": own_word("their site"),
    "programme": own_word("their programme"),
    "population": own_word("their population"),
    "age": choice("their age", Age),
    "post": own_word("a post they hold"),
}
"""What an audience may ask."""

_Test = Callable[[tuple[str, ...]], Q]
_EVERYBODY = Q(pk__isnull=False)


def spans_of_audience(audience: When, moment: Moment) -> QuerySet[Span]:
    """The ways of standing here, in force at the moment, for which the condition holds."""
    return _everybody(moment).filter(_condition(audience, _tests(moment)))


@scope.remembered
def _everybody(moment: Moment) -> QuerySet[Span]:
    """The question for every way of standing here, which narrower ones are made of: making it takes a while."""
    rows: QuerySet[Span] = Span.objects.holding(moment)
    return rows


def members(audience: When, moment: Moment) -> QuerySet[Span, dict[str, Any]]:
    """Whom an audience means: rows of `person_id` and `began`, since when they have belonged to it."""
    return spans_of_audience(audience, moment).order_by().values("person_id").annotate(began=Min("since"))


def belongs(person_ids: Iterable[UUID], audience: When, moment: Moment) -> frozenset[UUID]:
    """Those of these people whom an audience means."""
    rows = spans_of_audience(audience, moment).filter(person_id__in=set(person_ids))
    return frozenset(rows.values_list("person_id", flat=True))


def _condition(when: When, tests: dict[str, _Test]) -> Q:
    every = [tests[fact](answers) for fact, answers in when.tests]
    every += [_condition(part, tests) for part in when.all]
    every += [~_condition(part, tests) for part in when.none]
    if when.any:
        every.append(reduce(or_, (_condition(part, tests) for part in when.any)))
    return reduce(and_, every, _EVERYBODY)


def _tests(moment: Moment) -> dict[str, _Test]:
    return {
        "standing": _column("standing"),
        "work": _column("work"),
        "regulated-activity": _column("regulated"),
        "site": lambda answers: _at_site(answers, moment),
        "programme": _column("programme"),
        "population": _column("population"),
        "age": lambda answers: _aged(answers, moment),
        "post": lambda answers: _holding(answers, moment),
    }


def _column(name: str) -> _Test:
    return lambda answers: Q(**{f"{name}__in": ["" if one == UNKNOWN else one for one in answers]})


def _at_site(answers: tuple[str, ...], moment: Moment) -> Q:
    named = Q(site_id__in=[one.id for one in sites_open(moment) if slugify(one.name) in answers])
    return named | Q(site_id=None) if UNKNOWN in answers else named


def _aged(answers: tuple[str, ...], moment: Moment) -> Q:
    details = PersonDetails.objects.known(moment.known_at).filter(person_id=OuterRef("person_id"))
    last = born_by(london_day(moment.as_at), ADULT)
    asked = {
        Age.UNDER_18: Exists(details.filter(date_of_birth__gt=last)),
        Age.ADULT: Exists(details.filter(date_of_birth__lte=last)),
        UNKNOWN: ~Exists(details.filter(date_of_birth__isnull=False)),
    }
    return reduce(or_, (Q(asked[one]) for one in answers))


def _holding(answers: tuple[str, ...], moment: Moment) -> Q:
    """Somebody who holds several posts belongs with each; whoever holds none is unknown by their post."""
    asked = [one for one in answers if one != UNKNOWN]
    holding = Q(person_id__in={row.person_id for row in holders(asked, moment)})
    if UNKNOWN not in answers:
        return holding
    return holding | ~Q(person_id__in={row.person_id for row in Holding.at(moment)})
