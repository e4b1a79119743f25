"""What a file said before, so that it does not contradict itself: kept in a few dozen bytes a row."""

from array import array
from dataclasses import dataclass, field
from uuid import UUID

from .plan import Change, NameKey, NumberKey, Outcome
from .rows import Row

_OUTCOMES = tuple(Outcome)


@dataclass(slots=True)
class Within:
    """Whom the rows so far were about."""

    _by_number: dict[NumberKey, int] = field(default_factory=dict)
    _by_name: dict[int, int] = field(default_factory=dict)
    """By a hash of the name, of rows without a number alone."""
    _rows: "array[int]" = field(default_factory=lambda: array("l"))
    _names: "array[int]" = field(default_factory=lambda: array("q"))
    _people: bytearray = field(default_factory=bytearray)
    _outcomes: bytearray = field(default_factory=bytearray)
    _left: bytearray = field(default_factory=bytearray)
    """How many numbers each row has that are its own."""
    _alone: dict[int, set[NumberKey]] = field(default_factory=dict)
    """Of rows that change nothing but numbers, those."""
    _stays: set[int] = field(default_factory=set)
    withheld: set[int] = field(default_factory=set)
    """Rows that another of the same file contradicts."""
    numbers: set[NumberKey] = field(default_factory=set)
    """Numbers that two rows give to two people."""

    def earlier(self, row: Row, name: NameKey) -> int | None:
        """The place of the first row with one of its numbers; without numbers, of its name and birthday."""
        for number in row.numbers:
            if number in self._by_number:
                return self._by_number[number]
        return None if row.numbers else self._by_name.get(hash(name))

    def row(self, place: int) -> int:
        """The number of the row at a place."""
        return self._rows[place]

    def person(self, place: int) -> UUID:
        """Whom the row at a place is about."""
        return UUID(bytes=bytes(self._people[16 * place : 16 * place + 16]))

    def contested(self, row: Row, name: NameKey) -> dict[NumberKey, int]:
        """The numbers of a row that an earlier one gives to somebody else, and the place of that one."""
        places = {number: self._by_number[number] for number in row.numbers if number in self._by_number}
        return {number: place for number, place in places.items() if self._names[place] != hash(name)}

    def take_away(self, number: NumberKey, place: int) -> Outcome | None:
        """Nobody has a number that two rows claim. What had become of the row at `place` where it has no other number
        left and so is left out with it, or now changes nothing; None where it stays as it was."""
        if number in self.numbers:
            return None
        self.numbers.add(number)
        self._left[place] -= 1
        if self._left[place]:
            return self._becomes_empty(number, place)
        self.withheld.add(self._rows[place])
        return _OUTCOMES[self._outcomes[place]]

    def _becomes_empty(self, number: NumberKey, place: int) -> Outcome | None:
        alone = self._alone.get(place, set())
        if alone != {number}:
            alone.discard(number)
            return None
        del self._alone[place]
        return Outcome.CHANGED

    def adds(self, place: int, change: Change) -> bool:
        """Whether a further row of whom the row at `place` is about says anything new; what is not is taken out."""
        change.spans = [span for span in change.spans if not self._said(change.person_id, span)]
        change.numbers = [number for number in change.numbers if number not in self._by_number]
        self._by_number.update(dict.fromkeys(change.numbers, place))
        return bool(change.spans or change.numbers)

    def note(self, row: Row, name: NameKey, change: Change) -> None:
        """Remember a row that was taken."""
        place = len(self._rows)
        for number in row.numbers:
            self._by_number.setdefault(number, place)
        if not row.numbers:
            self._by_name.setdefault(hash(name), place)
        self._rows.append(row.row)
        self._names.append(hash(name))
        self._people += change.person_id.bytes
        self._outcomes.append(_OUTCOMES.index(change.outcome))
        self._left.append(len(row.numbers))
        if change.numbers and not (change.is_new or change.details or change.spans):
            self._alone[place] = set(change.numbers)
        for span in change.spans:
            self._said(change.person_id, span)

    def _said(self, person: UUID, span: object) -> bool:
        seen = hash((person, span))
        if seen in self._stays:
            return True
        self._stays.add(seen)
        return False

    def people(self) -> set[bytes]:
        """Everybody the file names."""
        return {bytes(self._people[at : at + 16]) for at in range(0, len(self._people), 16)}
