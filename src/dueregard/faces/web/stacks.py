"""Numbers that add up to a whole, drawn as one bar or as a column for each day: only the places.

All lengths are in units of a drawing `WIDTH` wide, which the page scales. A table beside it says every number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .drawings import WIDTH

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    Words = str | StrPromise

BAR_HEIGHT = 26
_LEFT, _TOP, _BOTTOM = 34, 10, 150
_GAP = 0.3
_LEAST = 2.0
"""How long the part for a single person is at least, so that nobody is too few to be seen."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One rectangle, and which of the parts it stands for."""

    part: str
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Stack:
    """Parts of a whole in the order in which they are drawn; their names are ends of class names."""

    parts: Mapping[str, int]

    @property
    def whole(self) -> int:
        """All of them."""
        return sum(self.parts.values())

    @property
    def pieces(self) -> list[Piece]:
        """The parts from left to right."""
        lengths = _shares([number for number in self.parts.values() if number], WIDTH)
        found, left = [], 0.0
        for part, length in zip([part for part, n in self.parts.items() if n], lengths, strict=True):
            found.append(Piece(part, round(left, 1), 0, round(length, 1), BAR_HEIGHT))
            left += length
        return found


@dataclass(frozen=True, slots=True)
class Columns:
    """A stack for each day, beside each other on one scale; None where there is nothing to be said of a day."""

    days: Sequence[tuple["Words", Stack | None]]

    @property
    def top(self) -> int:
        """The number at the upper end of the scale; the lower end is always nought."""
        return max((stack.whole for _, stack in self.days if stack), default=0) or 1

    @property
    def pieces(self) -> list[Piece]:
        """The parts of every column, from the bottom up."""
        step = (WIDTH - _LEFT) / max(len(self.days), 1)
        found = []
        for place, (_, stack) in enumerate(self.days):
            bottom = float(_BOTTOM)
            for part, number in stack.parts.items() if stack else ():
                height = number / self.top * (_BOTTOM - _TOP)
                bottom -= height
                left = _LEFT + step * (place + _GAP / 2)
                piece = Piece(
                    part, round(left, 1), round(bottom, 1), round(step * (1 - _GAP), 1), round(height, 1)
                )
                found += [piece] if number else []
        return found


def strip(parts: Sequence[str]) -> list[Piece]:
    """Cells of one length beside each other, in their order; an empty name is a gap."""
    step = WIDTH / max(len(parts), 1)
    return [
        Piece(part, round(step * place, 2), 0, round(step, 2), BAR_HEIGHT)
        for place, part in enumerate(parts)
        if part
    ]


def _shares(numbers: Sequence[int], length: float) -> list[float]:
    """The length of each part, none shorter than the least; what that takes, the others give up."""
    whole = sum(numbers)
    wanted = [max(number / whole * length, _LEAST) for number in numbers]
    return [one * length / sum(wanted) for one in wanted]
