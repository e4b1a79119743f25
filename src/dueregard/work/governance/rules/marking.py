"""Two texts held against each other: what was taken out and what was put in, word by word or line by line. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from ....ground.kernel.comparing import compared

AROUND = 2
"""How many lines that stayed are shown before and after one that did not."""
_MOST_WORDS = 2_000
"""Longer pieces are compared line by line: comparing words takes time with the square of their number."""
_WORD = re.compile(r"\s+|\w+|[^\w\s]")


class Kind(StrEnum):
    """What became of a piece."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of text and what became of it."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one of two texts, with its number there from 1; or a gap, where the other has more."""

    number: int | None
    text: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Beside:
    """Two lines that stand beside each other."""

    old: Line
    new: Line


def marked(old: str, new: str) -> tuple[Mark, ...]:
    """A text with the words that were taken out of it and put into it."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > _MOST_WORDS:
        before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    found: list[Mark] = []
    for tag, a, b, c, d in compared(before, after, empty=_blank).get_opcodes():
        if tag == "equal":
            found.append(Mark(Kind.SAME, "".join(before[a:b])))
        else:
            pieces = ((Kind.GONE, before[a:b]), (Kind.NEW, after[c:d]))
            found += [Mark(kind, "".join(words)) for kind, words in pieces if words]
    return tuple(found)


def _blank(piece: str) -> bool:
    return not piece.strip()


def beside(old: str, new: str) -> tuple[tuple[Beside, ...], ...]:
    """Two texts side by side, only where they differ and a little around: one group for each place."""
    before, after = old.split("\n"), new.split("\n")
    groups = SequenceMatcher(None, before, after).get_grouped_opcodes(AROUND)
    return tuple(
        tuple(
            row
            for tag, a, b, c, d in group
            for row in _rows(before, after, range(a, b), range(c, d), changed=tag != "equal")
        )
        for group in groups
    )


def _rows(
    before: Sequence[str], after: Sequence[str], old: range, new: range, *, changed: bool
) -> Iterator[Beside]:
    for at in range(max(len(old), len(new))):
        yield Beside(
            _line(before, old, at, Kind.GONE if changed else Kind.SAME),
            _line(after, new, at, Kind.NEW if changed else Kind.SAME),
        )


def _line(lines: Sequence[str], span: range, at: int, kind: Kind) -> Line:
    if at >= len(span):
        return Line(None, "", Kind.SAME)
    return Line(span[at] + 1, lines[span[at]], kind)
