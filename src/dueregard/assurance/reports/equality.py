"""Equality monitoring: the learners of three years, beside those of them whom concerns were about. Shares alone.

Of the open circle, like every other figure, and as it was known when this month began: a share that followed each
record could tell what the last one said. There is nothing behind a share, for anybody.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Q

from ...authority.access.queries import Reader
from ...authority.access.vocabulary import CONCERNED, Capability, Circle
from ...authority.people.imports.apart import known_apart, taken
from ...authority.people.models import Span
from ...authority.people.vocabulary import Apart, Standing
from ...ground.kernel.moments import Moment, from_london, london_day
from ...ground.kernel.rulings import Ruling, allow, deny
from ...work.casework.models import ConcernPerson
from ...work.casework.vocabulary import State
from ...work.training.queries.checks import one_of_each
from .rules.equality import GROUPS, Row, disability_group, ethnic_group, may_be_shown, rows, window

GROUP_OF: Mapping[Apart, Callable[[str], str]] = {
    Apart.ETHNICITY: ethnic_group,
    Apart.DISABILITY: disability_group,
}
"""What of learners is looked at, and how what is kept of it becomes a group."""


@dataclass(frozen=True, slots=True)
class Monitored:
    """What equality monitoring shows."""

    since: date
    until: date
    """The first day after the years it speaks of."""
    known: date
    """The day on which what is shown was known: the first of the month."""
    enough: bool
    """Whether there were enough people for any share to be shown."""
    kept: frozenset[Apart]
    """What somebody has opted in to keeping; of the rest nothing can be said."""
    groups: Mapping[Apart, tuple[Row, ...]]
    """Empty where there were not enough people."""


def ruling_on_monitoring(who: Reader) -> Ruling:
    """Whether somebody may see these figures: whoever sees those of the board, and nobody else."""
    if Capability.SEE_BOARD_FIGURES in who.capabilities:
        return allow("you see the board's figures")
    return deny("Only whoever sees the board's figures sees these.")


def monitored(moment: Moment) -> Monitored:
    """Who learnt here in the last three whole academic years, and whom concerns were about, by group."""
    month = london_day(moment.as_at).replace(day=1)
    since, until = window(month)
    begins, ends, known_at = (from_london(day, time()) for day in (since, until, month))
    first = one_of_each(moment)
    learners = {first(person) for person in _learnt(begins, ends, known_at)}
    concerned = {first(person) for person in _concerned(begins, ends, known_at)} & learners
    kept = taken(moment) & GROUP_OF.keys()
    enough = may_be_shown(len(learners), len(concerned))
    groups = _grouped(learners, concerned, kept, known_at) if enough else {}
    return Monitored(since, until, month, enough, frozenset(kept), groups)


def _grouped(
    learners: set[UUID], concerned: set[UUID], kept: Iterable[Apart], known_at: datetime
) -> dict[Apart, tuple[Row, ...]]:
    said = known_apart(learners, list(kept), known_at)
    found = {}
    for one in kept:
        group = {
            person: GROUP_OF[one](said[person][one][1] if one in said.get(person, ()) else "")
            for person in learners
        }
        found[one] = rows(GROUPS[one.value], group.values(), (group[person] for person in concerned))
    return found


def _learnt(begins: datetime, ends: datetime, known_at: datetime) -> Iterable[UUID]:
    """Everybody who was a learner on some day of the time."""
    spans = Span.objects.known(known_at).filter(standing=Standing.LEARNER, since__lt=ends)
    found: Iterable[UUID] = spans.filter(Q(until=None) | Q(until__gt=begins)).values_list(
        "person_id", flat=True
    )
    return found


def _concerned(begins: datetime, ends: datetime, known_at: datetime) -> Iterable[UUID]:
    """Whom concerns that came in then were about, where somebody has said which person of the records it is."""
    named = ConcernPerson.objects.known(known_at).filter(part__in=CONCERNED, person_id__isnull=False)
    found: Iterable[UUID] = (
        named.filter(
            concern__circle=Circle.OPEN, concern__received_at__gte=begins, concern__received_at__lt=ends
        )
        .exclude(concern__state=State.DISPOSED)
        .values_list("person_id", flat=True)
    )
    return found
