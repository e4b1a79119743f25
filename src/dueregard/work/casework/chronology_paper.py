"""The chronology of a matter on paper: for whom it was made, what was chosen of it, and each thing with its words."""

from collections.abc import Iterable, Iterator

from ...authority.access.vocabulary import Circle
from ...mechanisms.documents.sheets import Block, Paragraph, Run, Sheet, Title, paragraphs, showable
from .labels import when
from .operations.chronicle import Boxes, Happened
from .operations.names import Names
from .rules.papers import MARKS


def chronology_sheet(
    happened: Iterable[Happened],
    *,
    title: str,
    facts: tuple[tuple[str, str], ...],
    names: Names,
    circle: Circle,
) -> Sheet:
    """The paper of what happened, in the order in which it comes."""
    blocks = tuple(block for one in happened for block in _blocks(one, names))
    plain = tuple((key, showable(said)) for key, said in facts)
    return Sheet(title, plain, (), "", "", blocks, marking=MARKS[circle])


def _blocks(one: Happened, names: Names) -> Iterator[Block]:
    yield Title(1, "", (Run(f"{when(one.at, one.to_the)}: {showable(one.title)}"),))
    yield Paragraph((Run(written(one, names)),))
    yield from _words(one.boxes)
    for before in one.before:
        yield Paragraph((Run("Before it was put right it said:"),))
        yield from _words(before)


def written(one: Happened, names: Names) -> str:
    """By whom it was written, and when where that was another time."""
    by = showable(names.get(one.by, one.by))
    return f"Written by {by}." if one.written_at == one.at else f"Written by {by}, {when(one.written_at)}."


def _words(boxes: Boxes) -> Iterator[Block]:
    for label, said in boxes:
        first, *more = paragraphs(said) or (Paragraph((Run(""),)),)
        yield Paragraph((Run(f"{label}: "), *first.runs)) if label else first
        yield from more
