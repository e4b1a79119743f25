"""Words that somebody pasted, as pieces: what begins with a number, a bullet or a letter is what it looks like."""

import re

from ...authority.policy.grammar.bounds import MOST_BYTES
from ...ground.kernel.refusals import BadInput
from .pieces import Found, Heading, Item, Numbered, Piece, Table, Words
from .word import plain

_MARKDOWN = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*")
_NUMBER = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3}){0,5})[.)]?[\s\u00a0]+(\S.*)")
_BULLET = re.compile(r"[•·▪◦●○■\u2013*-][\s\u00a0]+(\S.*)")
_LETTER = re.compile(r"(\(?(?:[a-z]|[ivx]{1,5})[.)])[\s\u00a0]+(\S.*)")
_LONGEST_HEADING = 90
_ENDS = (".", ":", ";", ",", "?", "!")
_DEEPER = 4
"""Blanks by which an item of a list lies one deeper."""


def read_pasted(text: str) -> Found:
    """What pasted words say. Raises `BadInput` for none, or for more than a policy holds."""
    if not text.strip():
        raise BadInput(
            "There is nothing here yet. Paste the words of the policy, or choose a file.", field="words"
        )
    if len(text.encode(errors="replace")) > MOST_BYTES:
        raise BadInput(
            f"These words are more than a policy holds: at most {MOST_BYTES:,} characters.", field="words"
        )
    found = Found()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").split("\n")
    for at, line in enumerate(lines):
        if not plain(line, Found()):
            continue
        alone = at == 0 or not lines[at - 1].strip()
        _take(found, line, alone=alone)
    return found


def _take(found: Found, line: str, *, alone: bool) -> None:
    last = found.pieces[-1] if found.pieces else None
    if "\t" in line.strip():
        cells = tuple(plain(cell, found) for cell in line.split("\t"))
        if not _NUMBER.fullmatch(line.strip()) and not _BULLET.fullmatch(line.strip()) and len(cells) > 1:
            _add_row(found, cells, alone=alone)
            return
    text = plain(line, found)
    piece = _piece(line, text)
    if isinstance(piece, Words) and not alone and _goes_on(last, text):
        found.pieces[-1] = _longer(last, text)
    else:
        found.pieces.append(piece)


def _piece(line: str, text: str) -> Piece:
    if marked := _MARKDOWN.fullmatch(text):
        return Heading(len(marked[1]), marked[2])
    if numbered := _NUMBER.fullmatch(text):
        number, said = numbered[1], numbered[2]
        if _is_heading(said):
            return Heading(number.count(".") + 1, said, number)
        return Numbered(number, said, "." in number)
    depth = (len(line) - len(line.lstrip())) // _DEEPER
    if bullet := _BULLET.fullmatch(text):
        return Item(depth, "-", bullet[1])
    if lettered := _LETTER.fullmatch(text):
        return Item(depth, lettered[1], lettered[2])
    if text.isupper() and _is_heading(text) and len(text) > len("AND"):
        return Heading(1, text)
    return Words(text)


def _is_heading(said: str) -> bool:
    return len(said) <= _LONGEST_HEADING and not said.endswith(_ENDS) and not said[0].islower()


def _goes_on(last: Piece | None, text: str) -> bool:
    """Whether the line before may be the first half of a paragraph: words copied out of a PDF end at every line."""
    if isinstance(last, Heading):
        return bool(last.number) and text[0].islower()
    return isinstance(last, Words | Numbered | Item) and not last.text.endswith(_ENDS)


def _longer(last: Piece | None, text: str) -> Piece:
    match last:
        case Heading(_, said, number):
            return Numbered(number, f"{said} {text}", "." in number)
        case Numbered(number, said, sure):
            return Numbered(number, f"{said} {text}", sure)
        case Item(depth, mark, said):
            return Item(depth, mark, f"{said} {text}")
        case Words(said):
            return Words(f"{said} {text}")
    raise TypeError(last)


def _add_row(found: Found, cells: tuple[str, ...], *, alone: bool) -> None:
    last = found.pieces[-1] if found.pieces else None
    if isinstance(last, Table) and not alone:
        found.pieces[-1] = Table((*last.rows, cells))
    else:
        found.pieces.append(Table((cells,)))
