"""People from a table: what its columns mean is known, so each line becomes a row, or says why not.

The table is gone through twice: once to see in which order its dates are written, which one cell cannot tell, and once
to read it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ....ground.kernel.refusals import BadInput
from . import checks
from .cells import Line, Table
from .columns import DATES, Field, Meanings, Takes, is_never_read, may_hold, recognised
from .dates import Order, order_of, settled
from .lines import Columns, read_line
from .rows import Loss, Problem, Row

_HEAD_WITHIN = 20
"""Lines in which the names of the columns must stand; above them may be a title and a date."""


@dataclass(frozen=True, slots=True)
class Head:
    """The line with the names of the columns."""

    number: int
    names: tuple[str, ...]


def find_head(table: Table) -> Head:
    """The first line of which we recognise two names or more, else the first of all; raises `BadInput` for a table with
    nothing in it."""
    first: Line | None = None
    lines = (line for line in table.lines() if isinstance(line, Line))
    for line, _ in zip(lines, range(_HEAD_WITHIN), strict=False):
        first = first or line
        if sum(recognised(cell) is not None for cell in line.cells) >= 2:
            return Head(line.number, _distinct(line.cells))
    if first is None:
        raise BadInput("There is nothing in this file.", field="file")
    return Head(first.number, _distinct(first.cells))


def _distinct(cells: Iterable[str]) -> tuple[str, ...]:
    """Names as they stand; a second of the same name is told apart by a number, one that is empty by its place."""
    names: list[str] = []
    for place, cell in enumerate(cells, 1):
        name, again = checks.tidied(cell)[:100] or f"column {place}", 1
        while name in names:
            again += 1
            name = f"{checks.tidied(cell)[:100]} ({again})"
        names.append(name)
    return tuple(names)


@dataclass(kw_only=True)
class People:
    """A table of people: its rows and what is wrong with them, in the order of the file."""

    table: Table
    head: Head
    means: Meanings
    today: date
    takes: Takes = frozenset()

    def __iter__(self) -> Iterator[Row | Problem]:
        columns = self._columns()
        yield from self._of_columns(columns)
        for line in self.table.lines():
            if isinstance(line, Problem):
                yield line
            elif line.number > self.head.number:
                yield from read_line(line, columns)

    def _columns(self) -> Columns:
        place_of = {name: place for place, name in enumerate(self.head.names)}
        named = {
            of: name
            for name, of in self.means.columns.items()
            if name in place_of and may_hold(name, of, self.takes)
        }
        places = {of: place_of[name] for of, name in named.items()}
        return Columns(
            places=places,
            named=named,
            orders=self._orders({of: place for of, place in places.items() if of in DATES}),
            standing=self.means.standing,
            dates=self.means.dates,
            from_1904=self.table.from_1904,
            today=self.today,
            takes=self.takes,
        )

    def _orders(self, places: Mapping[Field, int]) -> dict[Field, Order | None]:
        """The order of each column of dates, from every line of the file: memory does not grow with it."""
        ways: dict[Field, set[Order]] = {of: set() for of in places}
        lines = self.table.lines() if places else ()
        for line in lines:
            if isinstance(line, Problem) or line.number <= self.head.number:
                continue
            for of, place in places.items():
                way = order_of(line.cells[place : place + 1])
                if way:
                    ways[of].add(way)
        return {of: settled(seen) for of, seen in ways.items()}

    def _of_columns(self, columns: Columns) -> Iterator[Problem]:
        head = self.head.number
        if not columns.places.keys() & {Field.FAMILY, Field.NAME}:
            yield Problem(head, "", "No column was recognised as the name. Say which it is.", Loss.FILE)
        elif Field.FAMILY not in columns.places:
            message = (
                "Names stand in one column. The last word of each, or what stands before a comma, was taken as the "
                "family name."
            )
            yield Problem(head, columns.named[Field.NAME], message)
        if Field.STANDING not in columns.places and self.means.standing is None:
            message = "Nothing says what these people are: learners, staff, board members or others. Say it."
            yield Problem(head, "", message, Loss.FILE)
        for name in self.head.names:
            if is_never_read(name, self.takes):
                yield Problem(head, name, "What stands in this column is not read: we do not ask for it.")
            elif name not in self.means.columns:
                yield Problem(head, name, "This column was not recognised, and is not read.")
        for of, order in columns.orders.items():
            if message := _about(order, self.means.dates):
                yield Problem(head, columns.named[of], message)


def _about(order: Order | None, told: Order | None) -> str:
    """What has to be said of the order of a column of dates."""
    if order is Order.MIXED:
        return (
            "Some dates of this column have the day first and some the month. Write all of them in one way."
        )
    if order is Order.MONTH_FIRST:
        return "The dates of this column have the month first, and were read so."
    if order is Order.EITHER and told is None:
        return (
            "No date of this column shows whether the day or the month comes first. They were read day first: 04/03 "
            "is 4 March. If that is wrong, choose how dates are written."
        )
    return ""
