"""CSV as programs write it: four encodings, four separators. What it is, is found out from the bytes and said."""

import csv
import io
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections.abc import Iterator
from itertools import islice
from typing import IO

from ....ground.kernel.refusals import BadInput
from .cells import Line, bounded
from .rows import Loss, Problem

_PIECE = 256 * 1024
_SAMPLE_LINES = 20
_SEPARATORS = ",;\t|"
_LONGEST_CELL = 64 * 1024
csv.field_size_limit(
    _LONGEST_CELL
)  # of the process: nothing else here reads CSV, and the library's own is larger


class Csv:
    """One CSV file."""

    from_1904 = False

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.encoding = encoding_of(stream)
        self.separator = self._separator()

    def lines(self) -> Iterator[Line | Problem]:
        """See `cells.Table`."""
        read = csv.reader(self._text(), delimiter=self.separator)
        filled, begins = 0, 1
        try:
            for cells in read:
                if line := bounded(begins, filled, [cell.strip() for cell in cells]):
                    filled += 1
                    yield line
                begins = read.line_num + 1
        except csv.Error:
            message = (
                "From here on a quotation mark is opened and not closed, or one cell holds a whole book. Nothing of "
                "the file is taken."
            )
            yield Problem(begins, "", message, Loss.FILE)

    def _text(self) -> Iterator[str]:
        """Lines with their ends. Whoever wrote `sep=;` into the first told Excel, not us."""
        self._stream.seek(0)
        # Detached at the end: the stream is not ours to close.
        text = io.TextIOWrapper(self._stream, encoding=self.encoding, newline="")
        try:
            first = text.readline(_LONGEST_CELL)
            yield "\r\n" if first.lower().startswith("sep=") else first
            while line := text.readline(_LONGEST_CELL):
                yield line
        finally:
            text.detach()

    def _separator(self) -> str:
        """The one that splits the first lines into most columns of like number."""
        first = list(islice((line for line in self._text() if line.strip()), _SAMPLE_LINES))

        def splits(separator: str) -> tuple[int, int]:
            try:
                widths = [len(cells) for cells in csv.reader(first, delimiter=separator) if any(cells)]
            except csv.Error:
                return (0, 0)
            common = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
            return (common > 1, widths.count(common) * common)

        return max(_SEPARATORS, key=splits)


def encoding_of(stream: IO[bytes]) -> str:
    """UTF-8 if every byte makes sense as it, UTF-16 by its mark or its zeros, else what Windows writes in Britain."""
    stream.seek(0)
    first = stream.read(_PIECE)
    if first.startswith(BOM_UTF8):
        return _sure(stream, "utf-8-sig")
    if first.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return _sure(stream, "utf-16")
    if zeros := first.count(0):
        if zeros * 5 < len(first):
            raise BadInput(
                "This is not a table in text. Export it as CSV, or send the workbook itself.", field="file"
            )
        return _sure(stream, "utf-16-le" if first[1::2].count(0) > first[::2].count(0) else "utf-16-be")
    return "utf-8" if _decodes(stream, "utf-8") else _sure(stream, "cp1252")


def _sure(stream: IO[bytes], encoding: str) -> str:
    if not _decodes(stream, encoding):
        raise BadInput(
            "The letters of this file cannot be made out: it is neither UTF-8 nor UTF-16 nor what Windows writes. "
            "Export it as CSV in UTF-8.",
            field="file",
        )
    return encoding


def _decodes(stream: IO[bytes], encoding: str) -> bool:
    stream.seek(0)
    decoder = getincrementaldecoder(encoding)()
    try:
        while piece := stream.read(_PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        stream.seek(0)
    return True
