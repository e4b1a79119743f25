"""What was reported in a time, in numbers: of the open circle, and the same for everybody who may see them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, QuerySet

from ....authority.access.vocabulary import CONCERNED, Circle
from ....authority.people.queries import birthday
from ....ground.kernel.moments import Moment, london_day
from ..models import Concern, ConcernPerson
from ..vocabulary import AboutKind, Precision, SourceOfConcern


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


def _received(since: datetime, until: datetime, moment: Moment) -> QuerySet[Concern]:
    rows: QuerySet[Concern] = Concern.objects.filter(
        circle=Circle.OPEN, received_at__gte=since, received_at__lt=min(until, moment.known_at)
    )
    return rows.order_by()
