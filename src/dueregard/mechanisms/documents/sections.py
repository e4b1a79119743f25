"""Pieces of a document as the sections of a policy, each with an id that stays its own, and the file they make."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count, groupby

from ...authority.policy.editing.words import heading_line
from ...authority.policy.editing.writing import write_toml
from ...authority.policy.grammar.bounds import MOST_BYTES, read_text
from ...authority.policy.grammar.document import MOST_CLAUSES, tidy
from ...ground.kernel.refusals import BadInput
from . import markdown
from .pieces import Found, Heading, Item, Noted, Numbered, Piece, Table, Words

_LONGEST_TITLE = 150
_LONGEST_SLUG = 30
_LONGEST_NUMBER = 34
_DEEPEST = 6
_WORDS_OF_A_TITLE = 8


@dataclass
class Section:
    """One section: its id, how deep its heading lies (2 is the outermost), and its words as Markdown."""

    id: str
    title: str
    level: int
    words: str = ""


@dataclass
class Taken:
    """A document taken over, to be shown before anything is made of it."""

    title: str
    opening: str
    """What stands before the first section."""
    sections: list[Section] = field(default_factory=list)
    said: tuple[str, ...] = ()
    """What of it was left out or changed, a sentence each."""


def sections_of(found: Found) -> Taken:
    """The sections of a document: its headings, and its paragraphs numbered as policies number them.

    A plain list 1, 2, 3 is the order of a document only where it has no heading at all. Raises `BadInput` for one
    without words, or with more sections than a policy has.
    """
    if not found.pieces:
        raise BadInput("There are no words in it that could be taken over.", field="file")
    title, pieces = _title_of(found)
    has_headings = any(isinstance(piece, Heading) for piece in pieces)
    taken = Taken(title, "")
    used: set[str] = set()
    inside: list[Piece] = []
    written: list[list[Piece]] = [inside]
    for piece in pieces:
        opens = _opening(piece, has_headings=has_headings)
        if opens is None:
            inside.append(_as_item(piece))
            continue
        section, rest = opens
        section.id = _own(section, used, found)
        taken.sections.append(section)
        inside = [Words(rest)] if rest else []
        written.append(inside)
        if len(taken.sections) > MOST_CLAUSES:
            raise BadInput(
                f"It has more than {MOST_CLAUSES:,} headings; a policy has at most that many.", field="file"
            )
    taken.opening, *words = [_markdown(pieces, found) for pieces in written]
    for section, said in zip(taken.sections, words, strict=True):
        section.words = said
    taken.said = found.said()
    return taken


def policy_text(
    taken: Taken, *, policy: str, title: str, nations: Iterable[str], owner: str, source: str = ""
) -> str:
    """The file of a policy with these sections, every one of them kept by hand. Raises `BadInput` for too much."""
    header = {"language": 1, "policy": policy, "title": title, "edition": "not set", "nation": list(nations)}
    header |= {"owner": owner} | ({"source": source} if source else {})
    parts = [f"+++\n{write_toml(header)}\n+++", f"# {markdown.title(title)}"]
    parts += [taken.opening] if taken.opening else []
    for section in taken.sections:
        parts.append(heading_line(section.level, section.title, section.id))
        parts += [section.words] if section.words else []
    text = "\n\n".join(parts) + "\n"
    _, problems = read_text(text.encode(errors="replace"))
    if problems:
        said = f"It is more than a policy holds: at most {MOST_BYTES:,} characters."
        raise BadInput(said if len(text) > MOST_BYTES / 4 else problems[0].message, field="file")
    return text


def _title_of(found: Found) -> tuple[str, list[Piece]]:
    """The title and the rest. A first heading without words of its own is the title where it stands apart: without a
    number before one that has one, or above all others."""
    match found.pieces:
        case [Heading(level, said, ""), Heading(_, _, number), *_] if not found.title:
            others = [piece for piece in found.pieces[1:] if isinstance(piece, Heading)]
            if number or all(other.level > level for other in others):
                return said, found.pieces[1:]
    return found.title, found.pieces


def _opening(piece: Piece, *, has_headings: bool) -> tuple[Section, str] | None:
    """The section a piece opens, and the words of the piece itself that stand in it."""
    match piece:
        case Heading(level, title, number):
            said, rest = _titled(number, title)
            return Section(number, said, min(level + 1, _DEEPEST)), rest
        case Numbered(number, text, sure) if sure or not has_headings:
            said, rest = _titled(number, text)
            return Section(number, said, min(number.count(".") + 2, _DEEPEST)), rest
    return None


def _titled(number: str, text: str) -> tuple[str, str]:
    """A title, and the words that are none: a sentence stands under its number, not in a heading."""
    sentence = text.endswith((".", ";", ":", ","))
    if len(text) <= _LONGEST_TITLE and not (sentence and number):
        return markdown.title(f"{number} {text}".strip()), ""
    if number:
        return number, text
    short = " ".join(text.split(" ")[:_WORDS_OF_A_TITLE])[:_LONGEST_TITLE]
    return markdown.title(f"{short} …"), text


def _own(section: Section, used: set[str], found: Found) -> str:
    """An id nobody else has: the number the document gives, else the words of its title."""
    number = section.id[:_LONGEST_NUMBER].rstrip(".")
    letters = unicodedata.normalize("NFKD", section.title).encode("ascii", "ignore").decode().lower()
    wanted = number or re.sub(r"[^a-z0-9]+", "-", letters)[:_LONGEST_SLUG].strip("-") or "section"
    if wanted not in used:
        used.add(wanted)
        return wanted
    found.noted[Noted.TWICE] += bool(number)
    ending = next(at for at in count(2) if f"{wanted}-{at}" not in used)
    used.add(f"{wanted}-{ending}")
    return f"{wanted}-{ending}"


def _as_item(piece: Piece) -> Piece:
    return Item(0, f"{piece.number}.", piece.text) if isinstance(piece, Numbered) else piece


def _markdown(pieces: Iterable[Piece], found: Found) -> str:
    return tidy("\n\n".join(_blocks(pieces, found)).split("\n"))


def _blocks(pieces: Iterable[Piece], found: Found) -> Iterator[str]:
    for sort, group in groupby(pieces, type):
        same = list(group)
        if sort is Item:
            yield markdown.items(one for one in same if isinstance(one, Item))
            continue
        for one in same:
            if isinstance(one, Table):
                written, stayed = markdown.table(one)
                found.noted[Noted.WIDE] += not stayed
                yield written
            elif isinstance(one, Words):
                yield markdown.paragraph(one.text)
