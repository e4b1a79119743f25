"""What a document is made of, whoever wrote it, and what of it could not be taken over."""

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the outermost. `number`: as the document numbers it, or empty."""

    level: int
    title: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph with a number, such as 3.2."""

    number: str
    text: str
    sure: bool
    """Whether the number is one of the document's own order; else it may be no more than a list."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: `-`, or a mark such as `1.` or `(a)`."""

    depth: int
    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table, its first row the heading of the columns."""

    rows: tuple[tuple[str, ...], ...]


Piece = Heading | Words | Numbered | Item | Table


class Noted(Enum):
    """What is said about a document that was taken over: the number, and what became of it."""

    INSERTED = "Insertions that were tracked are taken as if accepted: {}."
    DELETED = "Deletions that were tracked are left out, as if accepted: {}."
    COMMENTS = "Comments are left out: {}."
    PICTURES = "Pictures and drawings are left out: {}."
    BOXES = "Text boxes are left out, with what is written in them: {}. Write it into the words."
    OBJECTS = "Files and objects set into the document are left out: {}."
    MACROS = "The document has macros (programs). They were not read, run or kept."
    FOOTNOTES = "Footnotes and endnotes are left out: {}. Write what matters into the words."
    AROUND = "Headers and footers of the pages are left out: {}."
    CONTENTS = "The table of contents is left out; one is drawn from the headings."
    CONCEALED = "Text that was formatted as hidden is left out: {}."
    UNSEEN = "Characters that cannot be seen are left out: {}."
    WIDE = "Tables too wide for a policy are written as lists: {}."
    TWICE = "Numbers that stand twice got an ending that tells them apart: {}."


@dataclass
class Found:
    """What was read of a document."""

    title: str = ""
    pieces: list[Piece] = field(default_factory=list)
    noted: Counter[Noted] = field(default_factory=Counter)

    def said(self) -> tuple[str, ...]:
        """A sentence for everything that was left out or changed."""
        return tuple(note.value.format(self.noted[note]) for note in Noted if self.noted[note])
