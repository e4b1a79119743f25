"""What templates draw: figures over a few numbers, and the square code of a short address. Here are only the places.

All lengths are in units of a drawing `WIDTH` wide, which the page scales.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import segno

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    Words = str | StrPromise

WIDTH = 320
_BAR_ROW, _LONGEST_BAR = 36, 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 308, 14, 150
_BRANCH_ROW, _LONGEST_NAME = 28, 38
_QUIET = 4
"""How many modules the white edge of a square code is wide, by its standard."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it stands for, its number (None: not shown), where its row begins and how long it is."""

    label: "Words"
    number: float | None
    top: int
    length: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A few numbers with a name each, to be drawn as bars or a line beside a table of the same.

    A number that is None must not be shown, because so few people would be told by it; it is a gap, never a nought.
    """

    title: "Words"
    names: "Words"
    numbers: "Words"
    points: Sequence[tuple["Words", float | None]]

    @property
    def known(self) -> list[tuple["Words", float]]:
        """The numbers that are shown."""
        return [(label, number) for label, number in self.points if number is not None]

    @property
    def top(self) -> float:
        """The number at the upper end of the scale; the lower end is always nought."""
        return max((number for _, number in self.known), default=0) or 1

    @property
    def bars(self) -> list[Bar]:
        """A bar for each number, from top to bottom."""
        return [
            Bar(label, number, row * _BAR_ROW, round((number or 0) / self.top * _LONGEST_BAR, 1))
            for row, (label, number) in enumerate(self.points)
        ]

    @property
    def bars_height(self) -> int:
        """The height of the drawing of bars."""
        return len(self.points) * _BAR_ROW

    @property
    def places(self) -> list[tuple[float, float] | None]:
        """Where each number lies when drawn as a line; None for a gap."""
        step = (_RIGHT - _LEFT) / max(len(self.points) - 1, 1)
        return [
            None
            if number is None
            else (
                round(_LEFT + step * place, 1),
                round(_BOTTOM - number / self.top * (_BOTTOM - _TOP), 1),
            )
            for place, (_, number) in enumerate(self.points)
        ]

    @property
    def strokes(self) -> list[str]:
        """The lines between numbers that follow each other without a gap, each as SVG points."""
        strokes: list[list[str]] = [[]]
        for place in self.places:
            if place is None:
                strokes.append([])
            else:
                strokes[-1].append(f"{place[0]},{place[1]}")
        return [" ".join(stroke) for stroke in strokes if len(stroke) > 1]


@dataclass(frozen=True, slots=True)
class Branch:
    """One end of a drawing of branches: its name, cut where it is too long for the drawing, and which part it is."""

    name: str
    part: str
    middle: int
    """Where its row lies."""


@dataclass(frozen=True, slots=True)
class Branches:
    """What one thing rests on, drawn as branches of it beside a list of the same."""

    title: "Words"
    ends: Sequence[tuple[str, str]]
    """The name of each and the end of a class name; an empty one says nothing of how it stands."""

    @property
    def rows(self) -> list[Branch]:
        """A branch for each, from top to bottom."""
        return [
            Branch(_cut(name), part, row * _BRANCH_ROW + _BRANCH_ROW // 2)
            for row, (name, part) in enumerate(self.ends)
        ]

    @property
    def height(self) -> int:
        """The height of the drawing."""
        return len(self.ends) * _BRANCH_ROW


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"


@dataclass(frozen=True, slots=True)
class SquareCode:
    """A QR code as a path over a square of `size` modules, its white edge included."""

    size: int
    path: str


def square_code(address: str) -> SquareCode:
    """The code of an address, with a quarter of it to spare for dirt and creases."""
    code = segno.make_qr(address, error="q", boost_error=False)
    runs = (
        f"M{_QUIET + column} {_QUIET + row}h1v1h-1z"
        for row, modules in enumerate(code.matrix)
        for column, dark in enumerate(modules)
        if dark
    )
    return SquareCode(len(code.matrix) + 2 * _QUIET, "".join(runs))
