"""What a file said before, so that it does not contradict itself: on disk, so that a file may be as long as it likes.

Some hundreds of rows at a time: what the file said before of their numbers and names is fetched at once, and put back
with them. It lies in a table of SQLite's that has no name, and is gone with the process that opened it. Nobody is named
there: numbers, names and stays stand as Python's hashes, whose key is made anew in each process.
"""

import json
import sqlite3
from array import array
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from ..vocabulary import Apart
from .plan import Change, NameKey, NumberKey, Outcome
from .rows import Row

_OUTCOMES = tuple(Outcome)
_APART = tuple(Apart)
_IN_MEMORY_KIB = 4096
"""Of the table; what is beyond lies on disk."""
_TABLES = (
    "CREATE TABLE first (place INTEGER PRIMARY KEY, number, name, person, outcome, own_left, alone, stays, apart)",
    "CREATE TABLE said (key INTEGER PRIMARY KEY, place)",
)
_BY_PERSON = "CREATE INDEX IF NOT EXISTS by_person ON first (person)"


@dataclass(slots=True)
class _First:
    """The first row of somebody, and what further rows of theirs added."""

    row: int
    name: int
    """A hash of name and birthday."""
    person: UUID
    outcome: Outcome
    left: int
    """How many numbers it has that are its own."""
    alone: set[int]
    """Of a row that changes nothing but numbers, those."""
    stays: set[int]
    apart: Collection[Apart]
    """Of what is kept apart, what it says anew."""

    def stored(self) -> tuple[int | str | bytes, ...]:
        """As it lies in the table."""
        return (
            *(self.row, self.name, self.person.hex, _OUTCOMES.index(self.outcome), self.left),
            *(_packed(self.alone), _packed(self.stays), ",".join(self.apart)),
        )


def _fetched(
    row: int, name: int, person: str, outcome: int, left: int, alone: bytes, stays: bytes, apart: str
) -> _First:
    kept = [Apart(one) for one in apart.split(",") if one]
    return _First(
        row, name, UUID(hex=person), _OUTCOMES[outcome], left, _unpacked(alone), _unpacked(stays), kept
    )


def _packed(hashes: Iterable[int]) -> bytes:
    return array("q", hashes).tobytes()


def _unpacked(stored: bytes) -> set[int]:
    return set(array("q", stored))


@dataclass(slots=True)
class Within:
    """Whom the rows so far were about. Close it."""

    _table: sqlite3.Connection = field(default_factory=lambda: sqlite3.connect("", isolation_level=None))
    _places: dict[int, int] = field(default_factory=dict)
    """By number, or by name where a row has none, of the rows in hand."""
    _firsts: dict[int, _First] = field(default_factory=dict)
    _next: int = 0
    withheld: set[int] = field(default_factory=set)
    """Rows that another of the same file contradicts. As many as contradict each other, and kept with the import."""
    numbers: set[NumberKey] = field(default_factory=set)
    """Numbers that two rows give to two people; as many, and kept there too."""

    def __post_init__(self) -> None:
        """A table that nobody has to find again: no journal, and nothing waits for the disk."""
        for said in (
            f"PRAGMA cache_size = -{_IN_MEMORY_KIB}",
            "PRAGMA journal_mode = OFF",
            *_TABLES,
            "BEGIN",
        ):
            self._table.execute(said)

    def close(self) -> None:
        """Forget everything."""
        self._table.close()

    def fetch(self, rows: Collection[Row], names: Iterable[NameKey]) -> None:
        """Have at hand what was said before of whomever these rows may be about."""
        keys = [key for row, name in zip(rows, names, strict=True) for key in _keys(row, name)]
        found = self._table.execute(
            "SELECT said.key, place, number, name, person, outcome, own_left, alone, stays, apart "
            "FROM json_each(?) JOIN said ON said.key = value JOIN first USING (place)",
            [json.dumps(keys)],
        )
        for key, place, *stored in found:
            self._places[key] = place
            if place not in self._firsts:
                self._firsts[place] = _fetched(*stored)

    def put_back(self) -> None:
        """Store what was fetched, and what came to it."""
        firsts = ((place, *first.stored()) for place, first in self._firsts.items())
        self._table.executemany("INSERT OR REPLACE INTO first VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", firsts)
        self._table.executemany("INSERT OR IGNORE INTO said VALUES (?, ?)", self._places.items())
        self._places.clear()
        self._firsts.clear()

    def earlier(self, row: Row, name: NameKey) -> int | None:
        """The place of the first row with one of its numbers; without numbers, of its name and birthday."""
        return next((self._places[key] for key in _keys(row, name) if key in self._places), None)

    def row(self, place: int) -> int:
        """The number of the row at a place."""
        return self._firsts[place].row

    def person(self, place: int) -> UUID:
        """Whom the row at a place is about."""
        return self._firsts[place].person

    def born_in(self, place: int) -> int:
        """The row by which they came to be; 0 for somebody who was here before."""
        first = self._firsts[place]
        return first.row if first.outcome is Outcome.ADDED else 0

    def apart(self, place: int) -> Collection[Apart]:
        """Of what is kept apart, what the row at a place says anew."""
        return self._firsts[place].apart

    def contested(self, row: Row, name: NameKey) -> dict[NumberKey, int]:
        """The numbers of a row that an earlier one gives to somebody else, and the place of that one."""
        if self._places.keys().isdisjoint(map(hash, row.numbers)):
            return {}
        places = {
            number: self._places[hash(number)] for number in row.numbers if hash(number) in self._places
        }
        return {number: place for number, place in places.items() if self._firsts[place].name != hash(name)}

    def take_away(self, number: NumberKey, place: int) -> Outcome | None:
        """Nobody has a number that two rows claim. What had become of the row at `place` where it has no other number
        left and so is left out with it, or now changes nothing; None where it stays as it was."""
        if number in self.numbers:
            return None
        self.numbers.add(number)
        first = self._firsts[place]
        first.left -= 1
        if first.left:
            return self._becomes_empty(number, first)
        self.withheld.add(first.row)
        return first.outcome

    def _becomes_empty(self, number: NumberKey, first: _First) -> Outcome | None:
        was_alone = first.alone == {hash(number)}
        first.alone.discard(hash(number))
        return Outcome.CHANGED if was_alone else None

    def adds(self, place: int, change: Change) -> bool:
        """Whether a further row of whom the row at `place` is about says anything new; what is not is taken out."""
        stays = self._firsts[place].stays
        change.spans = list(dict.fromkeys(span for span in change.spans if hash(span) not in stays))
        stays.update(map(hash, change.spans))
        change.numbers = [number for number in change.numbers if hash(number) not in self._places]
        self._places.update(dict.fromkeys(map(hash, change.numbers), place))
        return bool(change.spans or change.numbers)

    def note(self, row: Row, name: NameKey, change: Change) -> None:
        """Remember a row that was taken."""
        for key in _keys(row, name):
            self._places.setdefault(key, self._next)
        only_numbers = not (change.is_new or change.details or change.spans)
        self._remember(
            _First(
                *(row.row, hash(name), change.person_id, change.outcome, len(row.numbers)),
                set(map(hash, change.numbers)) if only_numbers else set(),
                set(map(hash, change.spans)),
                [kept for kept, *_ in change.apart],
            )
        )

    def spare(self, person: UUID) -> None:
        """Remember somebody who may be meant by a row that was left out: they are not missing."""
        self._remember(_First(0, 0, person, Outcome.UNCHANGED, 0, set(), set(), ()))

    def _remember(self, first: _First) -> None:
        self._firsts[self._next] = first
        self._next += 1

    def named(self, people: Iterable[UUID]) -> set[UUID]:
        """Whom of these the file names, or spares. Ask when it was read to its end."""
        self._table.execute(_BY_PERSON)
        asked = json.dumps([person.hex for person in people])
        found = self._table.execute(
            "SELECT DISTINCT person FROM json_each(?) JOIN first ON person = value", [asked]
        )
        return {UUID(hex=person) for (person,) in found}


def _keys(row: Row, name: NameKey) -> list[int]:
    """By what a further row of the same person is found."""
    return [hash(number) for number in row.numbers] or [hash(name)]
