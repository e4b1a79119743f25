"""An export of another product, read: a table whose lines become entries, each with the line and the words it came in.
Nothing of it is believed, and nothing that cannot be read is left out unseen."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from itertools import islice
from typing import IO

from ...authority.people.imports.cells import Line, Table
from ...authority.people.imports.dates import NoSuchDay, Order, order_of, read_date, settled
from ...authority.people.imports.files import Kind, receive
from ...authority.people.imports.rows import Loss, Problem
from ...ground.kernel.moments import from_london
from ...ground.kernel.refusals import BadInput
from .case import MOST_ENTRIES
from .rules.columns import NEEDED, Field, recognised

MOST_LINES = 50_000
LONGEST_NAME = 200
_HEAD_WITHIN = 20
_EARLIEST = 1900
_CLOCK = re.compile(
    r"[T ,]\s*(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*([ap]m)?(Z|[+-]\d{2}:?\d{2})?\Z", re.IGNORECASE
)
_SERIAL = re.compile(r"\d{3,5}\.(\d+)\Z", re.ASCII)
_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Foreign:
    """One line of the export that could be read."""

    line: int
    who: str
    at: datetime
    to_the: str
    written_at: datetime
    said: Mapping[Field, str]
    """Every cell that was named, as it stands in the file."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it came: what it is made of, before anybody has said what its columns hold."""

    table: Table
    digest: str
    """SHA-256 of the file."""
    names: tuple[str, ...]
    head: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What was read of a table, and everything that is wrong with it."""

    entries: tuple[Foreign, ...]
    problems: tuple[Problem, ...]
    order: Order | None
    """In which order its dates have day and month; None where every date can be read one way only."""

    @property
    def lost(self) -> int:
        """Lines that could not be read."""
        return len({one.row for one in self.problems if one.loses is Loss.ROW})

    @property
    def stops(self) -> tuple[Problem, ...]:
        """What lets nothing of the file be taken."""
        return tuple(one for one in self.problems if one.loses is Loss.FILE)

    def people(self) -> dict[str, list[Foreign]]:
        """The entries of each person, as that product calls them, in the order of the file."""
        found: dict[str, list[Foreign]] = {}
        for one in self.entries:
            found.setdefault(one.who, []).append(one)
        return found


def open_sheet(stream: IO[bytes]) -> Sheet:
    """See what a file is and how its columns are called; raises `BadInput` for what is no table."""
    first = stream.read(5)
    stream.seek(0)
    if first.startswith(b"%PDF"):
        raise BadInput(
            "This is a PDF. It goes with one record: put it there as a paper from elsewhere.", field="file"
        )
    received = receive(stream)
    if received.kind is Kind.ILR:
        raise BadInput("This is no table. Export it as CSV or as an Excel workbook (.xlsx).", field="file")
    table = received.table()
    lines = (one for one in table.lines() if isinstance(one, Line))
    near = list(islice(lines, _HEAD_WITHIN))
    if not near:
        raise BadInput("There is nothing in this file.", field="file")
    known = (one for one in near if sum(recognised(cell) is not None for cell in one.cells) > 1)
    head = next(known, near[0])
    return Sheet(
        table, received.digest, tuple(" ".join(cell.split())[:100] for cell in head.cells), head.number
    )


def take(sheet: Sheet, means: Mapping[Field, int], told: Order | None, now: datetime) -> Taken:
    """Read every line. `means`: which column holds what; `told`: in which order dates are written, where they do not
    show it themselves."""
    if not all(of in means for of in NEEDED):
        message = "Say which columns hold the day, what was written, and whom it is about."
        return Taken((), (Problem(sheet.head, "", message, Loss.FILE),), None)
    problems: list[Problem] = []
    lines: list[Line] = []
    for one in sheet.table.lines():
        if isinstance(one, Problem):
            problems.append(one)
        elif one.number > sheet.head:
            lines.append(one)
            if len(lines) > MOST_LINES:
                raise BadInput(
                    f"There are more than {MOST_LINES:,} lines. Export one year at a time.", field="file"
                )
    dates = [means[of] for of in (Field.DATE, Field.WRITTEN) if of in means]
    order = settled({way for place in dates for one in lines if (way := order_of([_cell(one, place)]))})
    reader = _Reader(means, sheet, _reading(order, told), now, problems)
    entries = tuple(entry for one in lines if (entry := reader.read(one)))
    if not lines:
        problems.append(Problem(0, "", "Beneath the names of the columns there is no line.", Loss.FILE))
    problems += _too_many(entries)
    return Taken(entries, tuple(problems), order)


def _reading(order: Order | None, told: Order | None) -> Order:
    """How days are read: as the file shows it, else as somebody said; what stays open can be read in no way."""
    if order in (Order.DAY_FIRST, Order.MONTH_FIRST):
        return order
    return told if order is Order.EITHER and told else Order.MIXED


def _too_many(entries: Sequence[Foreign]) -> Iterator[Problem]:
    counted: dict[str, int] = {}
    for one in entries:
        counted[one.who] = counted.get(one.who, 0) + 1
        if counted[one.who] == MOST_ENTRIES + 1:
            message = (
                f"There are more than {MOST_ENTRIES:,} lines about one person. Export one year at a time."
            )
            yield Problem(one.line, "", message, Loss.FILE)


def _cell(line: Line, place: int | None) -> str:
    return line.cells[place] if place is not None and place < len(line.cells) else ""


@dataclass(slots=True)
class _Reader:
    means: Mapping[Field, int]
    sheet: Sheet
    order: Order
    now: datetime
    problems: list[Problem] = field(default_factory=list)

    def read(self, line: Line) -> Foreign | None:
        """An entry; None for a line that is wrong, which stands among the problems with its column."""
        said = {of: text for of, place in self.means.items() if (text := _cell(line, place))}
        before = len(self.problems)
        for of, sentence in (
            (Field.WORDS, "Nothing was written here."),
            (Field.PERSON, "Nobody is named here, so nobody can say whose it is."),
            (Field.DATE, "There is no date here."),
        ):
            if of not in said:
                self._wrong(line, of, sentence)
        if any("\0" in text for text in said.values()):
            self._wrong(line, Field.WORDS, "This line holds a character that cannot be kept.")
        if len(said.get(Field.PERSON, "")) > LONGEST_NAME:
            self._wrong(line, Field.PERSON, "This is longer than any name. Choose the column with the name.")
        at = self._time(line, Field.DATE, said)
        written = self._time(line, Field.WRITTEN, said) or at
        if len(self.problems) > before or at is None or written is None:
            return None
        who = " ".join(said[Field.PERSON].split())
        return Foreign(line.number, who, at[0], at[1], written[0], said)

    def _time(self, line: Line, of: Field, said: Mapping[Field, str]) -> tuple[datetime, str] | None:
        if of not in said:
            return None
        try:
            found = time_in(said[of], self.order, from_1904=self.sheet.table.from_1904)
        except NoSuchDay as wrong:
            self._wrong(line, of, str(wrong))
            return None
        except BadInput as wrong:
            self._wrong(line, of, wrong.sentence)
            return None
        if found[0].year < _EARLIEST:
            self._wrong(line, of, "This is before 1900. Write the year with four digits.")
        elif found[0] > self.now and found[0].date() > self.now.date():
            self._wrong(line, of, "This day is still to come.")
        return found

    def _wrong(self, line: Line, of: Field, sentence: str) -> None:
        self.problems.append(Problem(line.number, self.sheet.names[self.means[of]], sentence, Loss.ROW))


def time_in(cell: str, order: Order, *, from_1904: bool = False) -> tuple[datetime, str]:
    """The instant a cell says, and how exactly: to the `minute` or the `day`, whose noon it is then.

    Raises `NoSuchDay`, and `BadInput` for a time that the clocks skipped or gave twice.
    """
    text = cell.strip()
    if serial := _SERIAL.match(text):
        day = read_date(text, order, from_1904=from_1904)
        minutes = min(round(float(f"0.{serial[1]}") * _MINUTES), _MINUTES - 1)
        return from_london(day, time(*divmod(minutes, 60))), "minute"
    clock = _CLOCK.search(text)
    day = read_date(text[: clock.start()] if clock else text, order, from_1904=from_1904)
    if clock is None:
        return from_london(day, time(12)), "day"
    hour, minute, half, zone = int(clock[1]), int(clock[2]), (clock[3] or "").lower(), clock[4]
    if half and not 1 <= hour <= 12:
        raise NoSuchDay("There is no such time of day.")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        at = time(hour, minute)
    except ValueError:
        raise NoSuchDay("There is no such time of day.") from None
    if not zone:
        return from_london(day, at), "minute"
    try:
        return datetime.fromisoformat(f"{day}T{at:%H:%M}{zone.upper().replace('Z', '+00:00')}"), "minute"
    except ValueError:
        raise NoSuchDay("There is no such time zone.") from None
