"""A file of people, whatever kind it is: found out from its bytes, never from its name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import IO

from ....ground.kernel.refusals import BadInput
from .archives import OLD_WORKBOOK
from .cells import Table
from .columns import Meanings, Takes, guess
from .ilr import Ilr
from .rows import Problem, Row
from .tables import Head, People, find_head
from .text import Csv
from .workbooks import Workbook

LARGEST_ILR = 2 * 1024**3
LARGEST_TABLE = 256 * 1024**2
_PIECE = 1024 * 1024
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class Kind(StrEnum):
    """What a file is."""

    ILR = "ilr"
    CSV = "csv"
    WORKBOOK = "xlsx"


@dataclass(frozen=True, slots=True)
class Received:
    """A file as it came."""

    stream: IO[bytes]
    kind: Kind
    digest: str
    """SHA-256 of its bytes."""
    size: int

    def table(self) -> Table:
        """Its cells; raises `BadInput` for what cannot be read at all. Not for an ILR."""
        self.stream.seek(0)
        return Workbook(self.stream) if self.kind is Kind.WORKBOOK else Csv(self.stream)

    def people(
        self, *, ukprn: str, today: date, means: Meanings | None = None, takes: Takes = frozenset()
    ) -> Iterator[Row | Problem]:
        """Its people, and what is wrong with them. `means`: what somebody said of the columns; guessed if None.
        `takes`: what is kept apart and was opted in to."""
        self.stream.seek(0)
        if self.kind is Kind.ILR:
            return iter(Ilr(stream=self.stream, ukprn=ukprn, today=today, takes=takes))
        table = self.table()
        head = find_head(table)
        return iter(
            People(table=table, head=head, means=means or guess(head.names, takes), today=today, takes=takes)
        )

    def head(self) -> Head | None:
        """The names of its columns; None for an ILR, whose elements have names of their own."""
        return None if self.kind is Kind.ILR else find_head(self.table())


def receive(stream: IO[bytes]) -> Received:
    """See what a file is, without believing any of it; raises `BadInput`. `stream` must be able to go back."""
    first = stream.read(64)
    kind = _kind(first)
    largest = LARGEST_ILR if kind is Kind.ILR else LARGEST_TABLE
    digest, size = sha256(first), len(first)
    while piece := stream.read(_PIECE):
        size += len(piece)
        if size > largest:
            raise BadInput(
                f"This file is larger than {largest // 1024**2} MB. Export only the people needed.",
                field="file",
            )
        digest.update(piece)
    stream.seek(0)
    return Received(stream, kind, digest.hexdigest(), size)


def _kind(first: bytes) -> Kind:
    if not first:
        raise BadInput("There is nothing in this file.", field="file")
    if first.startswith(OLD_WORKBOOK):
        raise BadInput(
            "This is a workbook of before 2007 (.xls), or one under a password. Save it as .xlsx without a password, "
            "or as CSV.",
            field="file",
        )
    if first.startswith(b"PK"):
        return Kind.WORKBOOK
    if first.startswith(b"%PDF"):
        raise BadInput("This is a PDF. Send the table it was printed from, or the ILR.", field="file")
    for mark in _MARKS:
        first = first.removeprefix(mark)
    return Kind.ILR if first.replace(b"\x00", b"").lstrip().startswith(b"<") else Kind.CSV
