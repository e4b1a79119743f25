"""Where each part of a policy file stands, and the proof that a change touched nothing else."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from ....ground.kernel.refusals import BadInput
from ..grammar.document import Document, Fence, Heading, read_document, tidy


@dataclass(frozen=True, slots=True)
class Edited:
    """A file after one change."""

    text: str
    lost: tuple[str, ...] = ()
    """Remarks (TOML comments) that stood inside what was replaced, and are gone."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What lies from one heading to the next."""

    heading: Heading
    end: int
    """The line of the next heading, or the end of the file."""
    words: str


@dataclass(frozen=True, slots=True)
class Outline:
    """All a file says: two files with one outline differ in blank lines at most."""

    header: str | None
    opening: str
    """What is written before the first heading."""
    stretches: tuple[tuple[str, str, int, str], ...]
    """Id, title, level and words under each heading."""
    blocks: tuple[tuple[str, str, str], ...]
    """Name, clause and TOML of each control block."""

    def with_stretch(self, id: str, **said: str) -> "Outline":
        """The same, saying something else under one heading."""

        def new(one: tuple[str, str, int, str]) -> tuple[str, str, int, str]:
            return (one[0], said.get("title", one[1]), one[2], said.get("words", one[3]))

        return replace(self, stretches=tuple(new(one) if one[0] == id else one for one in self.stretches))


class Parts:
    """A file cut into its parts. Its lines end as `grammar.bounds.read_text` leaves them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.document: Document = read_document(text)

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """From heading to heading, in the order of the file."""
        headings = self.document.headings
        ends = [*(heading.start for heading in headings[1:]), len(self.lines)]
        return tuple(
            Stretch(heading, end, self._words(heading.after, end))
            for heading, end in zip(headings, ends, strict=True)
        )

    @cached_property
    def outline(self) -> Outline:
        """All it says."""
        document = self.document
        first = document.headings[0].start if document.headings else len(self.lines)
        return Outline(
            document.header.text if document.header else None,
            self._words(document.begins, first),
            tuple((s.heading.id, s.heading.title, s.heading.level, s.words) for s in self.stretches),
            tuple((fence.name, fence.clause, fence.toml.text) for fence in document.fences),
        )

    def clause(self, id: str) -> Stretch:
        """The clause of this id. Raises `BadInput` where there is none, or where two have it."""
        found = [one for one in self.stretches if id and one.heading.id == id]
        if len(found) != 1:
            said = "has no section" if not found else "has two sections"
            raise BadInput(f"This policy {said} {id!r}. Look at it again before you change it.")
        return found[0]

    def block(self, kind: str, id: str) -> tuple[Fence, int, int]:
        """A control block, its first line and the first line after it. Raises `BadInput` as `clause` does."""
        found = [fence for fence in self.document.fences if (fence.kind, fence.id) == (kind, id)]
        if len(found) != 1:
            said = "is not in this policy" if not found else "stands in this policy twice"
            raise BadInput(f"The check {id!r} {said}. Look at it again before you change it.")
        start = found[0].line - 1
        return found[0], start, next(end for begins, end in self.document.cut if begins == start)

    def blocks_within(self, stretch: Stretch) -> list[tuple[int, int]]:
        """The first line of each block of a stretch, and the first line after it."""
        return [cut for cut in self.document.cut if stretch.heading.after <= cut[0] < stretch.end]

    def spliced(self, start: int, end: int, lines: list[str]) -> str:
        """The text with other lines in place of some."""
        return "\n".join([*self.lines[:start], *lines, *self.lines[end:]])

    def proven(self, text: str, expected: Outline, otherwise: Callable[[], BadInput]) -> str:
        """The text, if it says exactly what is expected and no part of it broke. Raises `otherwise`.

        Markdown reads on: a code block that nobody closed takes in the next section, a line of dashes makes a heading
        of the words above it. Rather than guess at all of that, what was written is read again.
        """
        after = Parts(text)
        if after.outline != expected or len(after.document.problems) > len(self.document.problems):
            raise otherwise()
        return text

    def _words(self, start: int, end: int) -> str:
        hidden = {line for begins, ends in self.document.cut for line in range(begins, ends)}
        return tidy(self.lines[line] for line in range(start, end) if line not in hidden)


def is_blank(line: str) -> bool:
    """Whether nothing stands on a line."""
    return not line.strip()
