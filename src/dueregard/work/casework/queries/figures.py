"""What was reported in a time, in numbers: of the open circle, and the same for everybody who may see them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from ....authority.access.vocabulary import CONCERNED, Circle
from ....authority.people.queries import birthday
from ....authority.policy.models import Adoption
from ....authority.policy.queries import in_force
from ....ground.kernel.moments import Moment, london_day
from ..models import Concern, ConcernPerson, Triage
from ..rules.facts import facts_of_concern
from ..rules.routing import governing
from ..vocabulary import AboutKind, Precision, SourceOfConcern, State, Strand

EVERY = "*"
"""Stands for all of a strand, where the others of a count are policies."""


@dataclass(slots=True)
class _Told:
    """What a concern's row says that a route may ask."""

    reporter: str
    about: str
    strand: str
    population: str
    danger: bool


@dataclass(frozen=True, slots=True)
class Reported:
    """The concerns reported in a time. What made somebody notice may be several things, or nothing said."""

    total: int
    about: dict[AboutKind, int]
    source: dict[SourceOfConcern, int]
    no_source: int
    delays: tuple[timedelta, ...]
    """From noticing to reporting, where the time of noticing was given to the minute."""


def reported(since: datetime, until: datetime, moment: Moment) -> Reported:
    """What was reported from `since` up to but without `until`, as known at the moment."""
    rows = _received(since, until, moment)
    about = dict(rows.values_list("about").annotate(n=Count("id")))
    source: Counter[str] = Counter()
    for words, number in rows.exclude(source="").values_list("source").annotate(n=Count("id")):
        source.update(dict.fromkeys(words.split(), number))
    timed = rows.filter(noticed_to_the=Precision.MINUTE).values_list("noticed_at", "received_at", "told_at")
    return Reported(
        sum(about.values()),
        {kind: about.get(kind, 0) for kind in AboutKind if about.get(kind)},
        {kind: source[kind] for kind in SourceOfConcern},
        rows.filter(source="").count(),
        tuple(min(received, told or received) - noticed for noticed, received, told in timed if noticed),
    )


def birthdays_in_concerns(
    since: datetime, until: datetime, moment: Moment
) -> list[tuple[date | None, date, int]]:
    """Of everybody those concerns are about: born on, and the day on which the concern came in. None where nobody has
    said who of the people held here it is, or no birthday of theirs is held; one such where nobody is named at all."""
    concerns = _received(since, until, moment)
    people = ConcernPerson.objects.known(moment.known_at).filter(part__in=CONCERNED)
    named = people.filter(concern__in=concerns).annotate(born=birthday(moment))
    found = [
        (born, london_day(received), 1)
        for received, born in named.values_list("concern__received_at", "born")
    ]
    nobody = concerns.exclude(Exists(people.filter(concern_id=OuterRef("pk"))))
    return [*found, *((None, london_day(until), number) for number in (nobody.count(),) if number)]


def by_strand(since: datetime, until: datetime, moment: Moment) -> dict[Strand, Counter[str]]:
    """Under which strand those concerns came, as they were last sorted or else reported; and of each strand how many
    came under each policy, by its id: those of which a route governed it when it came in. One concern may come under
    several policies, or under none: then it went to whoever receives."""
    rows = _received(since, until, moment)
    triage = Triage.objects.known(moment.known_at).filter(concern_id=OuterRef("pk")).values("strand")[:1]
    rows = rows.annotate(sorted_as=Coalesce(Subquery(triage), "strand"))
    found: dict[Strand, Counter[str]] = {}
    for begins, ends in pairwise(_cuts(since, until, moment)):
        routes = in_force("route", Moment(begins, moment.known_at))
        told = rows.filter(received_at__gte=begins, received_at__lt=ends)
        for *said, sorted_as, number in told.values_list(*_Told.__slots__, "sorted_as").annotate(
            n=Count("id")
        ):
            governed = governing(routes, facts_of_concern(_Told(*said), None))
            counts = found.setdefault(Strand(sorted_as), Counter())
            counts.update(dict.fromkeys([EVERY, *([one.policy for one in governed] or [""])], number))
    return found


def _cuts(since: datetime, until: datetime, moment: Moment) -> list[datetime]:
    """A time, cut wherever another edition came into force: between two cuts the same routes hold."""
    changed = (at for row in Adoption.known_at(moment.known_at) for at in (row.since, row.until) if at)
    return sorted({since, until, *(at for at in changed if since < at < until)})


def _received(since: datetime, until: datetime, moment: Moment) -> QuerySet[Concern]:
    rows: QuerySet[Concern] = Concern.objects.filter(
        circle=Circle.OPEN, received_at__gte=since, received_at__lt=min(until, moment.known_at)
    )
    return rows.exclude(state=State.DISPOSED).order_by()
