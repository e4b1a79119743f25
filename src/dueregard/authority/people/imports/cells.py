"""A table as cells, whichever program wrote it: lines of text, each with the number it has in the file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from ....ground.kernel.refusals import BadInput
from .rows import Problem

MOST_COLUMNS = 200
MOST_LINES = 1_000_000
"""Lines with something in them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table."""

    number: int
    cells: tuple[str, ...]
    """As written, trimmed; the days of a workbook as the serial numbers they are stored as."""


class Table(Protocol):
    """A file that can be gone through from the beginning as often as it is needed."""

    from_1904: bool
    """Whether its days are counted from 1904 (workbooks of old Macs)."""

    def lines(self) -> Iterator[Line | Problem]:
        """Every line with something in it; raises `BadInput` for a file that cannot be read at all."""
        ...


class TooMuch(BadInput):
    """A file that is larger than anything it could sensibly be."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"This file has {what}, more than can be read. Export only the people and the columns needed.",
            field="file",
        )


def bounded(number: int, filled: int, cells: list[str]) -> Line | None:
    """A line, without the empty cells at its end; None when nothing is left. Raises `TooMuch`."""
    while cells and not cells[-1]:
        cells.pop()
    if not cells:
        return None
    if len(cells) > MOST_COLUMNS:
        raise TooMuch(f"more than {MOST_COLUMNS} columns")
    if filled >= MOST_LINES:
        raise TooMuch(f"more than {MOST_LINES:,} lines")
    return Line(number, tuple(cells))
