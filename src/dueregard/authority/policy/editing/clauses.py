"""A new clause. Its id is for ever: one that any edition ever used is not given to other words."""

import re
from collections.abc import Collection
from dataclasses import replace

from ....ground.kernel.refusals import BadInput
from ..grammar.document import CLAUSE_ID, MOST_CLAUSES, tidy
from .parts import Edited, Parts, is_blank
from .words import good_title, heading_line

TOP = 2
"""The level of a first clause; one `#` is the title of the policy."""
DEEPEST = 6
_NUMBERED = re.compile(r"(.*?)([0-9]{1,6})")


def add_clause(
    text: str,
    title: str,
    words: str = "",
    *,
    after: str = "",
    deeper: bool = False,
    id: str = "",
    taken: Collection[str] = (),
) -> Edited:
    """The file with one clause more: after `after` and everything below it, or as its first part if `deeper`; at the
    end without either. `taken`: ids of earlier editions. Raises `BadInput`."""
    parts = Parts(text)
    level, at = _where(parts, after, deeper=deeper)
    id = id or next_id(text, after=after, deeper=deeper, taken=taken)
    if not CLAUSE_ID.fullmatch(id):
        raise BadInput("The number of a section is small letters, figures, dots and dashes.", field="id")
    if id in taken or any(one.heading.id == id for one in parts.stretches):
        raise BadInput(f"{id!r} was used before, and stays with the words it was given to.", field="id")
    if len(parts.stretches) >= MOST_CLAUSES:
        raise BadInput(f"A policy has {MOST_CLAUSES:,} sections at most.")
    wanted, said = good_title(title), tidy(words.split("\n"))
    lines = [heading_line(level, wanted, id), ""] + ([*said.split("\n"), ""] if said else [])
    if not is_blank(parts.lines[at - 1]):
        lines.insert(0, "")
    new = parts.spliced(at, at, lines)
    before = parts.outline
    among = sum(one.heading.start < at for one in parts.stretches)
    stretches = (*before.stretches[:among], (id, wanted, level, said), *before.stretches[among:])
    return Edited(parts.proven(new, replace(before, stretches=stretches), _reaches_beyond))


def next_id(text: str, *, after: str = "", deeper: bool = False, taken: Collection[str] = ()) -> str:
    """The next id free beside a clause or below it: 2.4 after 2.3, whatever became of an earlier 2.4."""
    used = {one.heading.id for one in Parts(text).stretches} | set(taken)
    if deeper:
        stem = f"{after}."
    else:
        found = _NUMBERED.fullmatch(after) if after else _NUMBERED.fullmatch("1")
        stem = found[1] if found else f"{after}-"
    numbers = [
        int(found[2]) for id in used if (found := _NUMBERED.fullmatch(id)) is not None and found[1] == stem
    ]
    return f"{stem}{max(numbers, default=0) + 1}"


def _where(parts: Parts, after: str, *, deeper: bool) -> tuple[int, int]:
    """Level and line of a new clause: it takes nothing from under another heading."""
    if not after:
        return TOP, len(parts.lines)
    stretch = parts.clause(after)
    level = stretch.heading.level + deeper
    if level > DEEPEST:
        raise BadInput("This section cannot be divided any further. Add one after it.")
    later = (one.heading for one in parts.stretches if one.heading.start > stretch.heading.start)
    ends = (heading.start for heading in later if heading.level <= level)
    return level, next(ends, len(parts.lines))


def _reaches_beyond() -> BadInput:
    return BadInput(
        "These words cannot stand under one heading. Leave out headings (lines that begin with # or are underlined "
        "with dashes), and close every code block (```).",
        field="words",
    )
