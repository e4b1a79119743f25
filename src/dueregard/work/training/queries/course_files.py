"""What a learning system's export would bring: planned against what is known, and nothing is changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models.functions import Lower

from ....authority.identity.models import PersonDetails
from ....authority.people.imports.cells import Line
from ....authority.people.imports.dates import Order, order_of
from ....authority.people.imports.files import Kind, Received
from ....authority.people.imports.rows import Loss, Problem, Scheme
from ....authority.people.models import Number
from ....authority.policy.queries import in_force
from ....ground.kernel.moments import Moment, london_day
from ....ground.kernel.refusals import BadInput
from ..models import Completion
from ..rules.course_file import Column, Head, Written, faults_of, folded, head_of, read
from ..vocabulary import Result

MOST_ROWS = 5_000
_HEAD_WITHIN = 20

Done = tuple[UUID, str, date, Result]
"""Who did which course on which day, and what came of it."""


@dataclass(slots=True)
class Plan:
    """What a file would bring."""

    new: list[Done] = field(default_factory=list)
    unchanged: int = 0
    """Rows that are known already, or stand in the file twice."""
    problems: list[Problem] = field(default_factory=list)

    @property
    def stops(self) -> bool:
        """Whether nothing of the file may be taken."""
        return any(one.loses is Loss.FILE for one in self.problems)


def plan_courses(
    *, received: Received, moment: Moment, course: str, finished: Result, dates: Order | None
) -> Plan:
    """Plan the completions of a file. `course`: of which all rows are, empty where a column says it; `finished`: what a
    row stands for that says only that somebody finished; `dates`: how dates are written where they do not show it.

    Raises `BadInput` for what cannot be read at all.
    """
    if received.kind is Kind.ILR:
        raise BadInput("This is an ILR, which tells of no courses here. Send a table.", field="file")
    table = received.table()
    rows = [one for one in table.lines() if isinstance(one, Line)]
    plan = Plan([], 0, [one for one in table.lines() if isinstance(one, Problem)])
    if len(rows) > MOST_ROWS:
        raise BadInput(f"This file has more than {MOST_ROWS:,} rows. Send it in parts.", field="file")
    at, head = _head(rows)
    plan.problems += faults_of(head, of_one_course=bool(course))
    if plan.stops:
        return plan
    order = _order(rows[at + 1 :], head, dates)
    read_rows = [
        read(
            line,
            head,
            order=order,
            from_1904=table.from_1904,
            today=london_day(moment.as_at),
            finished=finished,
        )
        for line in rows[at + 1 :]
    ]
    plan.problems += [one for one in read_rows if isinstance(one, Problem)]
    _compare(plan, [one for one in read_rows if isinstance(one, Written)], head, course, moment)
    plan.problems.sort(key=lambda one: one.row)
    return plan


def known_of(rows: Iterable[Done], moment: Moment) -> set[Done]:
    """Those of these completions that are written down already."""
    wanted = set(rows)
    found = Completion.objects.known(moment.known_at).filter(
        course__in={course for _, course, _, _ in wanted},
        done_on__in={day for _, _, day, _ in wanted},
    )
    there = found.values_list("person_id", "course", "done_on", "result")
    return {(person, course, day, Result(result)) for person, course, day, result in there} & wanted


def _head(rows: list[Line]) -> tuple[int, Head]:
    """The line with the names of the columns: the first of which two are recognised, else the first."""
    if not rows:
        raise BadInput("There is nothing in this file.", field="file")
    heads = [head_of(line.cells) for line in rows[:_HEAD_WITHIN]]
    at = next((place for place, head in enumerate(heads) if len(head.places) >= 2), 0)
    return at, heads[at]


def _order(rows: list[Line], head: Head, told: Order | None) -> Order:
    place = head.places[Column.DAY]
    shown = order_of(cell for line in rows for cell in line.cells[place : place + 1])
    return told or Order.DAY_FIRST if shown is None or shown is Order.EITHER else shown


def _compare(plan: Plan, rows: list[Written], head: Head, course: str, moment: Moment) -> None:
    people, courses = _people(rows, moment), _courses(moment)
    found: dict[Done, None] = {}
    for row in rows:
        whose = people.get(row.number.lower()) or people.get(row.email) or frozenset()
        which = course or courses.get(folded(row.course), "")
        if problem := _trouble(row, len(whose), which, head):
            plan.problems.append(problem)
            continue
        one = (next(iter(whose)), which, row.day, row.result)
        plan.unchanged += one in found
        found[one] = None
    known = known_of(found, moment)
    plan.unchanged += len(known)
    plan.new = [one for one in found if one not in known]


def _trouble(row: Written, people: int, course: str, head: Head) -> Problem | None:
    column = head.called(Column.NUMBER) or head.called(Column.EMAIL)
    if people != 1:
        said = "Nobody here has this number or address." if not people else "Several people have it."
        return Problem(row.row, column, said, Loss.ROW)
    if not course:
        said = "No policy in force has a course of this name. Name it as the policy does, or send its rows alone."
        return Problem(row.row, head.called(Column.COURSE), said, Loss.ROW)
    return None


def _people(rows: list[Written], moment: Moment) -> dict[str, frozenset[UUID]]:
    """Whose each number and address is, in small letters."""
    found: dict[str, frozenset[UUID]] = {}
    for said, person in _owners(rows, moment):
        found[said] = found.get(said, frozenset()) | {person}
    return found


def _owners(rows: list[Written], moment: Moment) -> Iterator[tuple[str, UUID]]:
    wanted = {row.number for row in rows if row.number}
    numbers = Number.objects.known(moment.known_at).filter(scheme__in=(Scheme.PAYROLL, Scheme.ULN))
    for number, person in numbers.filter(number__in=wanted).values_list("number", "person_id"):
        yield number.lower(), person
    addresses = {row.email for row in rows if row.email}
    details = PersonDetails.objects.known(moment.known_at).annotate(address=Lower("email"))
    yield from details.filter(address__in=addresses).values_list("address", "person_id")


def _courses(moment: Moment) -> dict[str, str]:
    """Every course of the policies in force, by its id and its title."""
    courses = in_force("course", moment)
    return {folded(one.block.title): one.id for one in courses} | {folded(one.id): one.id for one in courses}
