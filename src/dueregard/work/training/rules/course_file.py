"""A learning system's export, line by line: whose row it is, which course, on which day, and what came of it. Pure.

Nothing of it is believed yet: who a number belongs to, and which course a name means, is looked up by whoever plans.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ....authority.people.imports.cells import Line
from ....authority.people.imports.dates import NoSuchDay, Order, read_date
from ....authority.people.imports.rows import Loss, Problem
from ..vocabulary import Result


class Column(StrEnum):
    """What a column may be."""

    NUMBER = "number"
    """Payroll number or ULN."""
    EMAIL = "email"
    COURSE = "course"
    DAY = "day"
    RESULT = "result"


_CALLED = {
    Column.NUMBER: "payroll number|payroll|employee number|employee id|staff number|staff id|person number|user id|"
    "personnel number|uln|unique learner number|id number|number|id",
    Column.EMAIL: "email|e mail|email address|e mail address|user email|work email|username",
    Column.COURSE: "course|course name|course title|course id|course code|module|training|activity|activity name|title",
    Column.DAY: "completed on|completion date|date completed|completed date|date of completion|completed|date passed|"
    "date|finished|finished on|time completed|end date",
    Column.RESULT: "result|status|completion status|outcome|course status|pass fail|grade",
}
_KNOWN = {name: column for column, names in _CALLED.items() for name in names.split("|")}
_RESULTS = {
    **dict.fromkeys(("passed", "pass", "successful", "achieved"), Result.PASSED),
    **dict.fromkeys(("attended", "present", "took part"), Result.ATTENDED),
    **dict.fromkeys(("certificate", "certified", "certificate seen"), Result.CERTIFICATE),
    **dict.fromkeys(("failed", "fail", "not passed", "unsuccessful", "did not pass"), Result.FAILED),
}
_FINISHED = frozenset({"", "complete", "completed", "finished", "done", "yes", "100", "100%"})
_UNFINISHED = frozenset(
    {"in progress", "not started", "incomplete", "not complete", "not completed", "enrolled", "started",
     "booked", "overdue", "expired", "no", "absent", "did not attend"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """Which column is what, by its place, and what each is called in the file."""

    places: Mapping[Column, int]
    names: Mapping[Column, str]
    unread: tuple[str, ...]
    """Columns that were not recognised."""

    def called(self, column: Column) -> str:
        """As the file calls it."""
        return self.names.get(column, "")


@dataclass(frozen=True, slots=True)
class Written:
    """What a row says."""

    row: int
    number: str
    email: str
    course: str
    day: date
    result: Result


def head_of(cells: tuple[str, ...]) -> Head:
    """What the columns seem to be; of two that seem the same the first."""
    places: dict[Column, int] = {}
    for place, cell in enumerate(cells):
        column = _KNOWN.get(folded(cell))
        if column and column not in places:
            places[column] = place
    unread = tuple(cell for place, cell in enumerate(cells) if cell and place not in places.values())
    return Head(places, {column: cells[place] for column, place in places.items()}, unread)


def faults_of(head: Head, *, of_one_course: bool) -> Iterator[Problem]:
    """What keeps the whole file from being read, and what of it is not."""
    if not head.places.keys() & {Column.NUMBER, Column.EMAIL}:
        said = "No column was recognised as a payroll number, ULN or e-mail address. Names do not tell people apart."
        yield Problem(0, "", said, Loss.FILE)
    if Column.COURSE not in head.places and not of_one_course:
        yield Problem(0, "", "No column was recognised as the course. Say which course it is of.", Loss.FILE)
    if Column.DAY not in head.places:
        yield Problem(0, "", "No column was recognised as the day on which it was finished.", Loss.FILE)
    for name in head.unread:
        yield Problem(0, name[:100], "This column is not read.")


def read(
    line: Line, head: Head, *, order: Order, from_1904: bool, today: date, finished: Result
) -> Written | Problem:
    """One line as a row, or why it is left out. `finished`: what a row stands for that says no more than that."""

    def cell(column: Column) -> str:
        place = head.places.get(column)
        return line.cells[place] if place is not None and place < len(line.cells) else ""

    def lost(column: Column, said: str) -> Problem:
        return Problem(line.number, head.called(column), said, Loss.ROW)

    number, email = cell(Column.NUMBER), cell(Column.EMAIL).lower()
    if not (number or email):
        return lost(Column.NUMBER, "Nothing says whose row this is.")
    said = folded(cell(Column.RESULT))
    if said in _UNFINISHED:
        return Problem(line.number, head.called(Column.RESULT), "Not finished, so it was left out.")
    result = finished if said in _FINISHED else _RESULTS.get(said)
    if result is None:
        return lost(Column.RESULT, "This result is not known. Write passed, attended, certificate or failed.")
    try:
        day = read_date(cell(Column.DAY), order, from_1904=from_1904)
    except NoSuchDay as trouble:
        return lost(Column.DAY, str(trouble))
    if day > today:
        return lost(Column.DAY, "That day has not come yet.")
    return Written(line.number, number, email, cell(Column.COURSE), day, result)


def folded(name: str) -> str:
    """Words without what people vary: case, spaces, points and lines."""
    return " ".join(re.sub(r"[^\w%]+|_+", " ", name.lower()).split())
