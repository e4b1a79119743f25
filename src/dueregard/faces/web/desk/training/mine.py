"""My training: what somebody must do, by when, and what they did. For anybody signed in, about nobody else."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from .....authority.access.queries import rows_of
from .....authority.policy.queries import shelf
from .....ground.kernel.moments import Moment
from .....mechanisms.clocks.rules.calendars import HoursNotSet, TermsNotSet
from .....mechanisms.files.queries import states_of
from .....work.training.controls.checklist import items_of
from .....work.training.controls.in_force import Required, required
from .....work.training.queries.claims import claims_of
from .....work.training.queries.cpd import cpd_of, minutes_of_a_year
from .....work.training.queries.exemptions import exemptions_of
from .....work.training.queries.lists import Line
from .....work.training.queries.persons import done_of, line_of
from .....work.training.queries.sureness import courses_asked_of
from .....work.training.vocabulary import State
from ...file_states import FILE_STATES
from ...listings import Standing
from ..pages import shared
from .checklists import ItemLine, items_with
from .cpd import how_long
from .rooms import links
from .states import standing_of
from .words import TURNED_DOWN

_FIRST = [State.LATE, State.GRACE, State.UNDATED, State.WAITING, State.SOON, State.KEPT]


@dataclass(frozen=True, slots=True)
class Task:
    """Something asked of the reader, how they stand to it, and where they can do it here ("": elsewhere)."""

    title: str
    clause: str
    address: str
    """Of what the policy asks, as `policy/kind.id`."""
    courses: tuple[str, ...]
    line: Line
    standing: Standing
    read_here: str
    items: tuple[ItemLine, ...] = ()
    """Of a checklist."""


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What I must do, the most pressing first, and what I did."""
    seen, page = shared(request, "my-training")
    rows = rows_of(seen.who.person_id, seen.moment)
    done, claims = done_of(rows, seen.moment), claims_of(rows, seen.moment)
    certificates = [*(row.evidence_id for row in done if row.evidence_id), *(row.file_id for row in claims)]
    shown = {
        "tasks": (tasks := tasks_of(rows, seen.moment)),
        "told_when": any(not task.read_here and task.standing.kind != "good" for task in tasks),
        "done": done,
        "claims": claims,
        "cpd": (cpd := cpd_of(rows, seen.moment, own=True)),
        "cpd_year": how_long(minutes_of_a_year(cpd, seen.moment)),
        "how_long": how_long,
        "files": states_of(certificates),
        "file_states": FILE_STATES,
        "turned_down": TURNED_DOWN,
        "titles": (called := titles(seen.moment)),
        "sure": links(_asked_how_sure(tasks, seen.moment), called, seen.provider, seen.moment),
        "exempt": exemptions_of(rows, seen.moment),
        "named": named(seen.moment),
    }
    return render(request, "desk/training/mine.html", page | shown)


def _asked_how_sure(tasks: Collection[Task], moment: Moment) -> frozenset[str]:
    """The courses asked of the reader at whose sessions people say how sure they feel."""
    return courses_asked_of(moment) & {course for task in tasks for course in task.courses}


def tasks_of(rows: frozenset[UUID], moment: Moment) -> list[Task]:
    """What is asked of one person, by any of their rows in the directory, the most pressing first."""
    tasks = [task for one in required(moment) if (task := _task(one, rows, moment))]
    return sorted(tasks, key=lambda task: (_FIRST.index(task.line.state), task.line.due or date.max))


def _task(one: Required, rows: frozenset[UUID], moment: Moment) -> Task | None:
    asked = one.asked
    if one.control.kind == "reading" and not asked.requirement.edition:
        return None  # nobody can read what nobody has named; whoever looks after training is told
    try:
        line = line_of(rows, asked.requirement, asked.audience, moment)
    except (HoursNotSet, TermsNotSet):
        return None
    if line is None:
        return None
    here = ""
    if one.control.kind == "reading":
        here = reverse("my-reading", kwargs={"policy": one.control.policy, "control": one.control.id})
    items = items_with(one.control, rows, moment) if one.control.kind == "checklist" else ()
    return Task(
        one.title,
        one.clause,
        one.address,
        asked.requirement.courses,
        line,
        standing_of(line.state),
        here,
        items,
    )


def named(moment: Moment) -> dict[str, str]:
    """What everything that is asked for now is called, by its address."""
    return {one.address: one.title for one in required(moment)}


def titles(moment: Moment) -> dict[str, str]:
    """What the policies in force call each course, document and item of a checklist."""
    on = shelf(moment)
    found = {one.id: one.block.title for one in on.of_kind("course")}
    for one in on.of_kind("checklist"):
        found |= {name: f"{one.block.title}: {words}" for name, words in items_of(one).items()}
    return found | {one.block.document: one.block.title for one in on.of_kind("reading")}
