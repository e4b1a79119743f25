"""The words of a policy as the blocks of a document, marked against an earlier text of it, section by section. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ....authority.policy.editing.parts import Parts
from ....authority.policy.grammar.document import Heading
from ....ground.kernel.comparing import compared
from ....mechanisms.documents.sheets import Block, Paragraph, Rows, Run, Runs, Since, Title
from .marking import marked

_BREAKS = {"softbreak": " ", "hardbreak": "\n"}


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph, an item of a list, or a row of a table: what is compared as one."""

    texts: tuple[str, ...]
    """One text, or a cell each."""
    mark: str = ""
    depth: int = 0
    table: int = 0
    """Which table of its section, from 1; 0: none."""


@dataclass(frozen=True, slots=True)
class _Section:
    key: str
    """By which sections are held against each other: the id, or the title where there is none."""
    heading: Heading | None
    lines: tuple[_Line, ...]


def copy_of(text: str, *, title: str, before: str | None = None) -> tuple[Block, ...]:
    """Everything a policy file says to people; with the text `before`, what was put in and taken out since.

    A first heading that says the title again is left out.
    """
    new = _sections(text)
    if before is None:
        return tuple(block for one in new for block in _written(one, one, title))
    old = {one.key: one for one in _sections(before)}
    blocks: list[Block] = []
    for one in _with_gone(new, list(old.values())):
        if one.key in {own.key for own in new}:
            blocks += _written(old.get(one.key), one, title)
        else:
            blocks += _written(one, None, title)
    return tuple(blocks)


def _written(old: _Section | None, new: _Section | None, title: str) -> Iterator[Block]:
    """A section as it became of another; without the one it is new, without the other it is gone."""
    said = (new or old or _Section("", None, ())).heading
    if said is not None and not (said.level == 1 and said.title == title):
        was, now = (one.heading.title if one and one.heading else "" for one in (old, new))
        yield Title(max(said.level - 1, 1), said.id, _runs(was, now))
    lines = _compared(old.lines if old else (), new.lines if new else ())
    for table, group in groupby(lines, lambda pair: pair[0].table):
        same = list(group)
        if table:
            width = max(len(cells) for _, cells in same)
            yield Rows(tuple((*cells, *[()] * (width - len(cells))) for _, cells in same))
        else:
            yield from (Paragraph(cells[0], line.mark, line.depth) for line, cells in same)


def _with_gone(new: Sequence[_Section], old: Sequence[_Section]) -> Iterator[_Section]:
    """The sections in their order, each that is gone after the one it stood behind."""
    kept = {one.key for one in new}
    behind: dict[str, list[_Section]] = {}
    last = ""
    for one in old:
        if one.key in kept:
            last = one.key
        else:
            behind.setdefault(last, []).append(one)
    yield from behind.get("", [])
    for one in new:
        yield one
        yield from behind.get(one.key, []) if one.key else []


def _compared(old: Sequence[_Line], new: Sequence[_Line]) -> Iterator[tuple[_Line, tuple[Runs, ...]]]:
    """Each line with its words, and what became of them."""
    for tag, a, b, c, d in compared(old, new).get_opcodes():
        if tag == "equal":
            yield from ((line, tuple((Run(text),) for text in line.texts)) for line in new[c:d])
            continue
        was, now = list(old[a:b]), list(new[c:d])
        while was and now and _alike(was[0], now[0]):
            before, after = was.pop(0), now.pop(0)
            yield after, tuple(_runs(*pair) for pair in zip(before.texts, after.texts, strict=True))
        yield from ((line, tuple((Run(text, Since.GONE),) for text in line.texts)) for line in was)
        yield from ((line, tuple((Run(text, Since.NEW),) for text in line.texts)) for line in now)


def _alike(one: _Line, other: _Line) -> bool:
    return (one.mark, one.table, len(one.texts)) == (other.mark, other.table, len(other.texts))


def _runs(old: str, new: str) -> Runs:
    return tuple(Run(mark.text, Since(mark.kind.value)) for mark in marked(old, new))


def _sections(text: str) -> list[_Section]:
    parts = Parts(text)
    found = [_Section("", None, _lines(parts.outline.opening))]
    for one in parts.stretches:
        found.append(_Section(one.heading.id or f" {one.heading.title}", one.heading, _lines(one.words)))
    return found


def _lines(words: str) -> tuple[_Line, ...]:
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(words)
    return tuple(_read(tokens))


def _read(tokens: Iterable[Token]) -> Iterator[_Line]:
    lists: list[int | None] = []
    """The lists it stands in: the next number of each, or None for bullets."""
    mark, tables = "", 0
    row: list[str] | None = None
    for token in tokens:
        match token.type:
            case "bullet_list_open":
                lists.append(None)
            case "ordered_list_open":
                lists.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                number = lists[-1]
                mark = "-" if number is None else f"{number}."
                lists[-1] = None if number is None else number + 1
            case "table_open":
                tables += 1
            case "tr_open":
                row = []
            case "tr_close":
                yield _Line(tuple(row or ()), table=tables)
                row = None
            case "inline" if row is not None:
                row.append(_text(token))
            case "inline":
                yield _Line((_text(token),), mark, max(len(lists) - 1, 0))
                mark = ""
            case "fence" | "code_block":
                yield _Line((token.content.rstrip("\n"),), mark, max(len(lists) - 1, 0))
                mark = ""


def _text(token: Token) -> str:
    """What an inline piece says, without its marks; where a link leads, if that is not what it says."""
    said: list[str] = []
    leads: list[tuple[str, int]] = []
    for one in token.children or []:
        if one.type == "link_open":
            leads.append((str(one.attrGet("href") or ""), len(said)))
        elif one.type == "link_close" and leads:
            href, at = leads.pop()
            said += [f" ({href})"] if href and href.removeprefix("mailto:") != "".join(said[at:]) else []
        else:
            said.append(_BREAKS.get(one.type, one.content))
    return "".join(said)
