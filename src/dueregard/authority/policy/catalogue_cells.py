"""The cells of a catalogue's file, read as what they have to be; what is wrong is gathered with its row and column."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from ...ground.kernel.refusals import BadInput
from .hidden import HIDDEN
from .values.tables import ID

LONGEST = 2_000
_MOST_SAID = 20
_RUNS = frozenset("=+-@")
"""What a spreadsheet takes for the beginning of a sum: these files are opened in one."""
_DATED = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_WHOLE_DAY = len("2026-07-07")
E = TypeVar("E", bound=StrEnum)


@dataclass(slots=True)
class Faults:
    """What is wrong, gathered, so that all of it is said at once."""

    found: list[str] = field(default_factory=list)

    def add(self, row: int, column: str, sentence: str) -> None:
        """One fault."""
        self.found.append(f"Row {row}, “{column}”: {sentence}")

    def refuse(self) -> None:
        """Raise `BadInput` if there is any."""
        if self.found:
            more = len(self.found) - _MOST_SAID
            rest = [f"And {more} more like these."] if more > 0 else []
            raise BadInput("\n".join([*self.found[:_MOST_SAID], *rest]))


@dataclass(frozen=True, slots=True)
class Cells:
    """Named values with the row of each, read as what they have to be."""

    said: Mapping[str, str]
    at: Mapping[str, int]
    faults: Faults

    def one(self, name: str, of: type[E]) -> E | None:
        """One word of a list; None where it is empty or none of them."""
        return next(self._of(name, of, [self.said.get(name, "")]), None)

    def several(self, name: str, of: type[E]) -> tuple[E, ...]:
        """Words of a list, with semicolons between them."""
        return tuple(self._of(name, of, split(self.said.get(name, ""))))

    def _of(self, name: str, of: type[E], words: Sequence[str]) -> Iterator[E]:
        known: dict[str, E] = {one.value.casefold(): one for one in of}
        for word in filter(None, words):
            if (found := known.get(word.casefold())) is not None:
                yield found
            else:
                self._wrong(name, f"{word!r} is none of: {', '.join(of)}.")

    def slug(self, name: str) -> str:
        """An id of a document."""
        if not ID.fullmatch(self.said[name]):
            self._wrong(name, f"{self.said[name]!r} is no id; use small letters, digits and hyphens.")
        return self.said[name]

    def dated(self, name: str) -> str:
        """A day, a month or a year."""
        value = self.said.get(name, "")
        if value and not (_DATED.fullmatch(value) and (len(value) < _WHOLE_DAY or _day(value))):
            self._wrong(name, f"{value!r} is no date; write it like 2026-07-07, 2026-07 or 2026.")
        return value

    def day(self, name: str) -> date | None:
        """A day; None where none is given."""
        value = self.said.get(name, "")
        found = _day(value)
        if value and found is None:
            self._wrong(name, f"{value!r} is no day; write it like 2026-09-01.")
        return found

    def _wrong(self, name: str, sentence: str) -> None:
        self.faults.add(self.at.get(name, 1), name, sentence)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if len(value) == _WHOLE_DAY else None
    except ValueError:
        return None


def split(value: str) -> tuple[str, ...]:
    """The words of a cell with semicolons between them."""
    return tuple(filter(None, map(str.strip, value.split(";"))))


def check_words(number: int, column: str, value: str, faults: Faults) -> None:
    """Words no page has room for, and characters that could hide what they say."""
    if len(value) > LONGEST:
        faults.add(number, column, f"this has {len(value)} characters; at most {LONGEST}.")
    if value[:1] in _RUNS:
        faults.add(
            number, column, f"a spreadsheet would run what begins with {value[0]!r}; begin with a word."
        )
    if hidden := HIDDEN.search(value):
        code = f"U+{ord(hidden[0]):04X}"
        faults.add(number, column, f"there is a character that cannot be seen ({code}); delete it.")


def meant(name: str, known: Sequence[str]) -> str:
    """The second half of a sentence about a name nobody knows."""
    near = get_close_matches(name, known, n=1)
    return f" Is “{near[0]}” meant?" if near else f" There are: {', '.join(known)}."
