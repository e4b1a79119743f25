"""Pieces of a document as Markdown that says the same: nothing becomes a heading, a list or a check by accident."""

import re
from collections.abc import Iterable, Iterator, Sequence

from ...authority.policy.grammar.bounds import LONGEST_LINE
from .pieces import Item, Table

WIDTH = 110
_INLINE = re.compile(r"[\\`*\[<]|&(?=#?[A-Za-z0-9]{1,32};)|(?<![^\W_])_|_(?![^\W_])")
_AT_START = re.compile(r"[-+>=|~#]|[0-9]{1,9}(?=[.)](?:\s|$))")
_WIDEST = LONGEST_LINE - 100


def paragraph(text: str, first: str = "", rest: str = "") -> str:
    """A paragraph in lines of a width that people read, `first` before the first and `rest` before the others."""
    lines = []
    for at, line in enumerate(_folded(_INLINE.sub(r"\\\g<0>", text))):
        lines.append((rest if at else first) + _harmless(line))
    return "\n".join(lines)


def items(found: Iterable[Item]) -> str:
    """Items that follow each other as one list; none lies deeper than one below that before it."""
    lines, depth = [], -1
    for item in found:
        depth = min(item.depth, depth + 1)
        ordered = bool(re.fullmatch(r"[0-9]{1,9}\.", item.mark))
        mark = item.mark if ordered else "-"
        text = item.text if ordered or item.mark == "-" else f"{item.mark} {item.text}"
        indent = "    " * depth
        lines.append(paragraph(text, f"{indent}{mark} ", f"{indent}{' ' * len(mark)} "))
    return "\n".join(lines)


def table(found: Table) -> tuple[str, bool]:
    """A table, and whether it could stay one: a row wider than a line may be is written as a list instead."""
    width = max(len(row) for row in found.rows)
    heads, *rows = [(*row, *[""] * (width - len(row))) for row in found.rows]
    lines = [_row(heads), "|" + " --- |" * width, *map(_row, rows)]
    if max(map(len, lines)) <= _WIDEST:
        return "\n".join(lines), True
    return items(_as_list(heads, rows)), False


def title(text: str) -> str:
    """Text as a title on one line, without what would be read as an id."""
    return text.replace("{#", "{ #").strip()


def _row(cells: Sequence[str]) -> str:
    written = (_INLINE.sub(r"\\\g<0>", cell).replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(written)} |"


def _as_list(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[Item]:
    yield Item(0, "-", " / ".join(heads))
    for row in rows:
        yield Item(0, "-", " / ".join(cell for cell in row if cell))


def _folded(text: str) -> Iterator[str]:
    """Lines of whole words; a word longer than any line may be is cut."""
    line = ""
    for word in text.split(" "):
        while len(word) > _WIDEST:
            if line:
                yield line
                line = ""
            yield word[:_WIDEST]
            word = word[_WIDEST:]
        if line and len(line) + len(word) >= WIDTH:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield line


def _harmless(line: str) -> str:
    """A line that begins nothing but itself."""
    found = _AT_START.match(line)
    if not found:
        return line
    digits = found[0].isdecimal()
    return f"{found[0]}\\{line[found.end() :]}" if digits else f"\\{line}"
