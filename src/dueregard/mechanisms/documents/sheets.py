"""A document to be handed out, whatever it is of: what stands in it, and what was put in or taken out since another."""

import re
from dataclasses import dataclass
from enum import StrEnum

_UNSEEN = re.compile("[^\t\n\\x20-\\x7e\\xa0-\\ud7ff\\ue000-\\ufdcf\\ufdf0-\\ufffd\U00010000-\U0001fffd]")
"""What no document can hold, or nobody can see."""


class Since(StrEnum):
    """What became of a piece since the edition it is held against."""

    SAME = "same"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Run:
    """Words with one fate."""

    text: str
    since: Since = Since.SAME


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """A heading; level 1 is the outermost under the title. `id`: stable, for whoever links to it."""

    level: int
    id: str
    runs: Runs


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; of a list with its mark and how deep it lies."""

    runs: Runs
    mark: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Rows:
    """A table, its first row the heading of the columns; every row is as long as the first."""

    rows: tuple[tuple[Runs, ...], ...]


Block = Title | Paragraph | Rows


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole document."""

    title: str
    facts: tuple[tuple[str, str], ...]
    """What stands at its head: edition, owner, from when."""
    signed: tuple[tuple[str, ...], ...]
    """Who signed it, a row each, below a row of headings; empty: nobody did."""
    unsigned: str
    """What is said instead where nobody did."""
    against: str
    """What the marks are against, as a sentence; empty: nothing is marked."""
    blocks: tuple[Block, ...]
    marking: str = ""
    """What stands at the head of every page: for whose eyes it is."""


def plain(runs: Runs) -> str:
    """The words as they read now."""
    return "".join(run.text for run in runs if run.since is not Since.GONE)


def showable(said: str) -> str:
    """The words without what no document can hold, one kind of line break in them."""
    return _UNSEEN.sub("", said.replace("\r\n", "\n").replace("\r", "\n"))


def paragraphs(said: str) -> tuple[Paragraph, ...]:
    """What somebody wrote, a paragraph for each line."""
    return tuple(Paragraph((Run(line),)) for line in showable(said).split("\n") if line.strip())
