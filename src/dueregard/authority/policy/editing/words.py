"""Other words for a clause, or another title. Its checks stay where they stand among the words that stay."""

import re

from ....ground.kernel.comparing import compared
from ....ground.kernel.refusals import BadInput
from ..grammar.document import tidy
from .parts import Edited, Parts, is_blank

LONGEST_TITLE = 300
_MARKED = re.compile(r"\{#[^{}]*\}\s*$")


def replace_words(text: str, clause: str, words: str) -> Edited:
    """The file with other words under one clause. Raises `BadInput` for words that would reach beyond it."""
    parts = Parts(text)
    stretch = parts.clause(clause)
    wanted = tidy(words.split("\n"))
    if wanted == stretch.words:
        return Edited(text)
    blocks = parts.blocks_within(stretch)
    starts = [stretch.heading.after, *(end for _, end in blocks)]
    ends = [*(start for start, _ in blocks), stretch.end]
    before = [_paragraphs(parts.lines[start:end]) for start, end in zip(starts, ends, strict=True)]
    after = _spread(before, _paragraphs(wanted.split("\n")))
    lines: list[str] = []
    for at, (start, end) in enumerate(zip(starts, ends, strict=True)):
        inside = parts.lines[start:end]
        lines += inside if before[at] == after[at] else _filled(inside, after[at])
        lines += parts.lines[end : starts[at + 1]] if at < len(blocks) else []
    new = parts.spliced(stretch.heading.after, stretch.end, lines)
    return Edited(parts.proven(new, parts.outline.with_stretch(clause, words=wanted), _reaches_beyond))


def replace_title(text: str, clause: str, title: str) -> Edited:
    """The file with another title for one clause; its id stays. Raises `BadInput` for what is no title."""
    parts = Parts(text)
    heading = parts.clause(clause).heading
    wanted = good_title(title)
    if wanted == heading.title:
        return Edited(text)
    new = parts.spliced(heading.start, heading.after, [heading_line(heading.level, wanted, clause)])
    return Edited(parts.proven(new, parts.outline.with_stretch(clause, title=wanted), _no_title))


def good_title(title: str) -> str:
    """A title as it is written. Raises `BadInput`."""
    wanted = " ".join(title.split())
    if not wanted:
        raise BadInput("Give this section a title.", field="title")
    if len(wanted) > LONGEST_TITLE:
        raise BadInput(f"Say the title in {LONGEST_TITLE} characters at most.", field="title")
    if _MARKED.search(wanted):
        raise _no_title()
    return wanted


def heading_line(level: int, title: str, id: str) -> str:
    """The line that opens a clause."""
    return f"{'#' * level} {title} {{#{id}}}"


def _paragraphs(lines: list[str]) -> list[str]:
    return [part for part in re.split(r"\n\n+", tidy(lines)) if part]


def _spread(before: list[list[str]], wanted: list[str]) -> list[list[str]]:
    """The paragraphs shared out between the stretches that checks divide: one that stays stays on its side of them."""
    old = [(paragraph, at) for at, stretch in enumerate(before) for paragraph in stretch]
    after: list[list[str]] = [[] for _ in before]
    matched = compared([paragraph for paragraph, _ in old], wanted)
    place = 0
    for _, start, end, first, last in matched.get_opcodes():
        for at in range(first, last):
            if start < end:
                place = old[min(start + at - first, end - 1)][1]
            after[place].append(wanted[at])
    return after


def _filled(inside: list[str], paragraphs: list[str]) -> list[str]:
    """The same lines with other words in the middle, and the empty lines round them kept."""
    wanted = "\n\n".join(paragraphs).split("\n") if paragraphs else []
    said = [at for at, line in enumerate(inside) if not is_blank(line)]
    if said:
        return [*inside[: said[0]], *wanted, *inside[said[-1] + 1 :]]
    return ["", *wanted, ""]


def _reaches_beyond() -> BadInput:
    return BadInput(
        "These words would change what stands around them. Leave out headings (lines that begin with # or are "
        "underlined with dashes), and close every code block (```).",
        field="words",
    )


def _no_title() -> BadInput:
    return BadInput(
        "This cannot be a title: write words on one line, without {#…} at the end.", field="title"
    )
