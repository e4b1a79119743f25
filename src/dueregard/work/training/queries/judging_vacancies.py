"""What vacancies are judged by that stands elsewhere in the records: what members of a panel learnt, and who passed a
gate or began with something missing. For many vacancies at once, in three questions."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Min

from ....authority.identity.queries import aliases
from ....ground.kernel.moments import Moment
from ..models import Completion, Override, Passage
from ..recruiting import Chosen
from ..rules.recruiting import Held
from ..vocabulary import DONE
from .checks import one_of_each
from .vacancies import OfVacancy, interviews_on


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What some vacancies are judged by that is no row of theirs."""

    first_done: Mapping[tuple[str, UUID], date]
    """The day on which each row of the directory that sits on a panel first did each course."""
    short: frozenset[tuple[str, UUID]]
    """Each gate, and each row that passed it with something missing, let through by nobody whom a policy names."""
    let_begin: frozenset[UUID]
    """Whom somebody let begin all the same."""


def elsewhere(
    many: Iterable[OfVacancy], courses: Collection[str], gates: Collection[str], moment: Moment
) -> Elsewhere:
    """What these vacancies are judged by, by these courses and gates (`policy/gate.id`)."""
    every = list(many)
    overridden = Override.objects.known(moment.known_at)
    done = Completion.objects.known(moment.known_at).filter(
        person_id__among=_rows((member.person_id for one in every for member in one.panel), moment),
        course__in=sorted(courses),
        result__in=sorted(DONE),
    )
    begun = [row for one in every for row in one.taken_on.values()]
    passed = Passage.objects.known(moment.known_at).filter(
        gate__in=sorted(gates),
        person_id__among=_rows((row.person_id for row in begun), moment),
        missing__gt=0,
    )
    short = passed.exclude(pk__in=overridden.exclude(passage=None).values("passage_id"))
    early = overridden.filter(taken_on_id__among=[row.id for row in begun if row.missing])
    return Elsewhere(
        {
            (course, person): first
            for course, person, first in done.order_by()
            .values_list("course", "person_id")
            .annotate(first=Min("done_on"))
        },
        frozenset(short.values_list("gate", "person_id")),
        frozenset(early.values_list("taken_on_id", flat=True)),
    )


def held(
    one: OfVacancy, courses: Iterable[str], gate: str, moment: Moment, known: Elsewhere | None = None
) -> Held:
    """A vacancy as a policy judges it: by these courses, and by a gate (`policy/gate.id`, or empty)."""
    courses, by = list(courses), interviews_on(one, moment)
    known = known or elsewhere([one], courses, [gate] if gate else [], moment)
    return Held(
        panel=len(one.panel),
        trained={course: len(trained(one, course, by, moment, known)) for course in courses},
        noted=frozenset(one.notes),
        unreasoned=frozenset(Chosen(row.outcome) for row in one.decisions.values() if not row.reasoned),
        through_shut_gates=_through(one, gate, moment, known) if gate else 0,
    )


def trained(one: OfVacancy, course: str, by: date, moment: Moment, known: Elsewhere) -> frozenset[UUID]:
    """Which members of a panel had done a course by a day, as far as it is known."""
    done = known.first_done
    return frozenset(
        member.person_id
        for member in one.panel
        if any(done.get((course, same), date.max) <= by for same in aliases(member.person_id, moment))
    )


def _through(one: OfVacancy, gate: str, moment: Moment, known: Elsewhere) -> int:
    """How many of those who began lacked something, and were let through by nobody whom a policy names."""
    first, begun = one_of_each(moment), one.taken_on.values()
    lacked = {row.person_id for row in begun if row.missing and row.id not in known.let_begin}
    every = _rows((row.person_id for row in begun), moment)
    lacked |= {person for person in every if (gate, person) in known.short}
    return len({first(person) for person in lacked})


def _rows(people: Iterable[UUID], moment: Moment) -> set[UUID]:
    return {same for person in people for same in aliases(person, moment)}
