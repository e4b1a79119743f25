"""Who passed which gate, and who stands before one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from ....authority.access.queries import away
from ....authority.identity.models import Person
from ....authority.identity.queries import several_rows
from ....authority.people.audiences import spans_of_audience
from ....authority.policy.values.when import When as Audience
from ....ground.kernel.moments import Moment, london_day
from ..models import Override, Passage
from .checks import one_of_each

_LOOKS_BACK = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Passed:
    """How many people passed a gate. Whoever has several rows in the directory is one, and so is whoever passed more
    than once: by the worst of it."""

    whole: int
    """They lacked nothing."""
    let_through: int
    """They lacked something, and whom the policy names let them through, with a reason."""
    short: int
    """They lacked something, and nobody said why."""

    @property
    def people(self) -> int:
        """All of them."""
        return self.whole + self.let_through + self.short


def passed_in_the_last_year(gates: Collection[str], moment: Moment) -> dict[str, Passed]:
    """How many people passed each of these gates in the last year, and with what missing."""
    day, first = london_day(moment.as_at), one_of_each(moment)
    rows = Passage.objects.known(moment.known_at).filter(
        gate__in=sorted(gates), passed_on__gt=day - _LOOKS_BACK, passed_on__lte=day
    )
    passed: dict[str, list[tuple[UUID, UUID, int]]] = {gate: [] for gate in gates}
    for gate, row, person, missing in rows.values_list("gate", "pk", "person_id", "missing"):
        passed[gate].append((row, first(person), missing))
    lacked = rows.filter(missing__gt=0).order_by().values("pk")
    overridden = frozenset(
        Override.objects.known(moment.known_at)
        .filter(passage_id__in=lacked)
        .values_list("passage_id", flat=True)
    )
    return {gate: _passed(each, overridden) for gate, each in passed.items()}


def _passed(passed: Collection[tuple[UUID, UUID, int]], overridden: frozenset[UUID]) -> Passed:
    short = {person for row, person, missing in passed if missing and row not in overridden}
    let_through = {person for row, person, _ in passed if row in overridden} - short
    return Passed(
        len({person for _, person, _ in passed} - short - let_through), len(let_through), len(short)
    )


def before(gate: str, audience: Audience, moment: Moment) -> QuerySet[Person]:
    """Whoever a gate is for, is here and has not passed it. Who passed it once has, in whatever post they are now.
    Whoever has several rows in the directory is one."""
    passed = Passage.objects.known(moment.known_at).filter(gate=gate)
    spans = spans_of_audience(audience, moment)
    rows: QuerySet[Person] = Person.objects.filter(
        Exists(spans.filter(person_id=OuterRef("pk"))), ~Exists(passed.filter(person_id=OuterRef("pk")))
    )
    several = several_rows(moment)
    through = passed.filter(person_id__in=several.keys()).values_list("person_id", flat=True)
    over = {row for person in through for row in several[person]}
    first: dict[frozenset[UUID], UUID] = {}
    stand = spans.filter(person_id__in=several.keys()).order_by("since", "person_id")
    for person in stand.values_list("person_id", flat=True) if several else ():
        first.setdefault(several[person], person)
    over |= several.keys() - set(first.values())
    return rows.exclude(pk__in=over).exclude(pk__in=away(moment))


def passages_of(rows: frozenset[UUID], moment: Moment) -> dict[str, Passage]:
    """The last time that a person, by any of their rows in the directory, passed each gate."""
    found: QuerySet[Any] = Passage.objects.known(moment.known_at).filter(person_id__in=rows)
    return {row.gate: row for row in found.order_by("passed_on", "recorded_at")}
