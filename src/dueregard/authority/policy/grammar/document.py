"""A policy file as clauses and control blocks. Only the blocks of Markdown are read; words stay words.

A clause is a heading with an id, `## 9 Visitors {#9}`, and its words up to the next heading. A control block
is a fence at the left margin whose info string is `control KIND ID`. Front matter is TOML between two lines
`+++`; two lines `---` are taken as well.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..problems import Problem, error

MOST_CLAUSES = 1_000
MOST_CONTROLS = 2_000
CLAUSE_ID = re.compile(r"[a-z0-9][a-z0-9.-]{0,39}")
CONTROL_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_HEADING_ID = re.compile(r"^(.*?)\s*\{#([^{}]*)\}$")
_FENCES = ("+++", "---")


@dataclass(frozen=True, slots=True)
class Source:
    """A piece of TOML and the line of the file on which it begins."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered promise of the policy."""

    id: str
    title: str
    level: int
    line: int
    words: str


@dataclass(frozen=True, slots=True)
class Fence:
    """A control block before its TOML is read."""

    kind: str
    id: str
    clause: str
    line: int
    """The line of the opening fence."""
    toml: Source

    @property
    def name(self) -> str:
        """`kind.id`."""
        return f"{self.kind}.{self.id}"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, of a clause or without an id, by lines counted from 0."""

    start: int
    after: int
    """The first line that is no longer its own."""
    level: int
    title: str
    id: str


@dataclass
class Document:
    """The parts of a file, and what is wrong with its structure."""

    header: Source | None = None
    begins: int = 0
    """The line after the front matter, counted from 0."""
    clauses: list[Clause] = field(default_factory=list)
    fences: list[Fence] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    """Every heading in the order of the file."""
    cut: list[tuple[int, int]] = field(default_factory=list)
    """First line, and the first line after it, of everything that opens as a control block; counted from 0."""
    words: str = ""
    """The policy people sign: Markdown with every control block taken out."""
    problems: list[Problem] = field(default_factory=list)
    too_much: bool = False
    """More clauses or controls than anybody could mean: nothing more is read of it."""


def read_document(text: str) -> Document:
    """Cut a file into its parts; never raises."""
    document = Document()
    lines = text.split("\n")
    document.begins = _read_header(document, lines)
    tokens = _blocks().parse("\n".join(lines[document.begins :]))
    _Reader(document, lines, document.begins).read(tokens)
    return document


def _blocks() -> MarkdownIt:
    # Inline markup is not our business, and leaving it out leaves out its slow cases.
    markdown = MarkdownIt("commonmark", {"html": False})
    markdown.core.ruler.enableOnly(["block"])
    return markdown.disable("reference")


def _read_header(document: Document, lines: list[str]) -> int:
    opening = lines[0].rstrip()
    if opening not in _FENCES:
        document.problems.append(
            error(1, 1, "", 'a policy begins with front matter: a line "+++", TOML, a line "+++".')
        )
        return 0
    for at in range(1, len(lines)):
        if lines[at].rstrip() == opening:
            document.header = Source("\n".join(lines[1:at]), 2)
            return at + 1
    document.problems.append(
        error(1, 1, "", f'the front matter never ends; close it with a line "{opening}".')
    )
    return len(lines)


class _Reader:
    """Walks the blocks of the body in order, remembering under which clause it is."""

    def __init__(self, document: Document, lines: list[str], begins: int) -> None:
        self.document = document
        self.lines = lines
        self.begins = begins
        self.clause = ""
        self.first: dict[str, int] = {}

    def read(self, tokens: list[Token]) -> None:
        for at, token in enumerate(tokens):
            if token.type == "heading_open" and token.level == 0:
                self._heading(token, tokens[at + 1].content)
            elif token.type == "fence" and token.info.split()[:1] == ["control"]:
                self._fence(token)
        self._bound()
        self._finish()

    def _say(self, line: int, column: int, message: str, key: str = "") -> None:
        self.document.problems.append(error(line, column, key, message))

    def _span(self, token: Token) -> tuple[int, int]:
        start, end = token.map or [0, 0]
        return start + self.begins, end + self.begins

    def _heading(self, token: Token, content: str) -> None:
        start, end = self._span(token)
        found = _HEADING_ID.match(content)
        title, written = (found[1], found[2]) if found else (content, "")
        column = max(self.lines[start].rfind("{#"), 0) + 1
        if found and not CLAUSE_ID.fullmatch(written):
            self._say(
                start + 1,
                column,
                f"{written!r} is not a clause id; use small letters, figures, dots and dashes.",
            )
        elif written in self.first:
            message = (
                f"the clause id {written!r} is used on line {self.first[written]}; ids are unique for ever."
            )
            self._say(start + 1, column, message)
        elif written:
            self.first[written] = start + 1
        self.clause = written
        self.document.headings.append(Heading(start, end, int(token.tag[1:]), title, written))

    def _fence(self, token: Token) -> None:
        start, end = self._span(token)
        self.document.cut.append((start, end))
        words = token.info.split()
        if token.level > 0:
            self._say(
                start + 1, 1, "a control block stands at the left margin, not inside a list or quotation."
            )
            return
        closing = self.lines[end - 1].strip()
        if end - start < 2 or not closing.startswith(token.markup) or closing.strip(token.markup[0]):
            self._say(start + 1, 1, f'this control block never ends; close it with a line "{token.markup}".')
            return
        if len(words) != 3 or not all(CONTROL_ID.fullmatch(word) for word in words[1:]):
            self._say(
                start + 1,
                1,
                'a control block opens with "control KIND ID", the id in small letters, figures, dashes.',
            )
            return
        name = f"{words[1]}.{words[2]}"
        if not self.clause:
            self._say(
                start + 1,
                1,
                "this control stands under no clause; give the heading above it an id: {#id}.",
                name,
            )
        inner = Source("\n".join(self.lines[start + 1 : end - 1]), start + 2)
        self.document.fences.append(Fence(words[1], words[2], self.clause, start + 1, inner))

    def _bound(self) -> None:
        for noun, found, most in (
            ("headings", self.document.headings, MOST_CLAUSES),
            ("control blocks", self.document.fences, MOST_CONTROLS),
        ):
            if len(found) > most:
                self.document.problems = []
                self._say(1, 1, f"the file has {len(found):,} {noun}; at most {most:,}.")
                self.document.too_much = True

    def _finish(self) -> None:
        document = self.document
        hidden = {line for start, end in document.cut for line in range(start, end)}
        ends = [*(heading.start for heading in document.headings), len(self.lines)][1:]
        for heading, end in zip(document.headings, ends, strict=False):
            if heading.id:
                words = self._words(heading.after, end, hidden)
                document.clauses.append(
                    Clause(heading.id, heading.title, heading.level, heading.start + 1, words)
                )
        document.words = self._words(self.begins, len(self.lines), hidden) + "\n"

    def _words(self, start: int, end: int, hidden: set[int]) -> str:
        return tidy(self.lines[line] for line in range(start, end) if line not in hidden)


def tidy(lines: Iterable[str]) -> str:
    """Lines as the words they are: no blanks at their ends, never more than one line left empty."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()
