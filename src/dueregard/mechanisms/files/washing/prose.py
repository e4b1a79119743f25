"""Plain text and tables, written anew in UTF-8; a cell that a spreadsheet would run as a formula is made plain."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL = 1 << 20


def wash_text(original: BinaryIO, copy: BinaryIO, *, letters: str) -> None:
    """A text, line by line."""
    with io.TextIOWrapper(original, letters, newline=None) as lines:
        for line in _pieces(lines):
            copy.write(line.encode())


def wash_csv(original: BinaryIO, copy: BinaryIO, *, letters: str) -> None:
    """A table, row by row, between the same marks as it was."""
    csv.field_size_limit(_LONGEST_CELL)
    with io.TextIOWrapper(original, letters, newline="") as lines:
        head = lines.readline(_LONGEST_CELL)
        mark = max(",;\t", key=head.count)
        for row in csv.reader(_and(head, lines), delimiter=mark):
            written = io.StringIO()
            csv.writer(written, delimiter=mark).writerow(map(_plain, row))
            copy.write(written.getvalue().encode())


def _and(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest


def _pieces(lines: io.TextIOWrapper) -> Iterator[str]:
    while some := lines.read(1 << 16):
        yield some


def _plain(cell: str) -> str:
    """A cell as it was, behind an apostrophe when a spreadsheet would take it for a formula; a number is none."""
    if not cell.startswith(_FORMULA):
        return cell
    try:
        float(cell.replace(",", ""))
    except ValueError:
        return f"'{cell}"
    return cell
