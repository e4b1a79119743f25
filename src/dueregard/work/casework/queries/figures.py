"""What was reported in a time, in numbers: of the open circle, and the same for everybody who may see them."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from ....authority.access.vocabulary import Circle
from ....ground.kernel.moments import Moment
from ..models import Concern
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
    rows = Concern.objects.filter(
        circle=Circle.OPEN, received_at__gte=since, received_at__lt=min(until, moment.known_at)
    ).order_by()
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
