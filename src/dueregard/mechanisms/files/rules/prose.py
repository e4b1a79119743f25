"""Plain text: in which letters it is written, and whether it is a table."""

import codecs
import re
from typing import BinaryIO

from ..vocabulary import Kind

_AT_ONCE = 64 << 10
_LOOKED_AT = 20
"""Lines by which a table is known."""
_NEVER_IN_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_QUOTED = re.compile(r'"[^"]*"')


def letters_of(file: BinaryIO) -> str | None:
    """The encoding of a text; None for what is none. Without a mark it is UTF-8, else as Windows writes here."""
    file.seek(0)
    head = file.read(4)
    marked = next((name for mark, name in _MARKS.items() if head.startswith(mark)), None)
    for encoding in [marked] if marked else ["utf-8", "cp1252"]:
        if _reads(file, encoding):
            return encoding
    return None


def _reads(file: BinaryIO, encoding: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while data := file.read(_AT_ONCE):
            if _NEVER_IN_TEXT.search(decoder.decode(data)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def kind_of_text(file: BinaryIO) -> Kind | None:
    """A text, or a table of values between commas, semicolons or tabs: as many on each of its first lines, and every
    column of the first has a heading; or neither."""
    encoding = letters_of(file)
    if encoding is None:
        return None
    file.seek(0)
    head = codecs.getincrementaldecoder(encoding)().decode(file.read(_AT_ONCE))
    lines = [_QUOTED.sub("…", line) for line in head.splitlines() if line.strip()][:_LOOKED_AT]
    for mark in ",;\t":
        counts = {line.count(mark) for line in lines}
        if (
            len(lines) > 1
            and len(counts) == 1
            and counts != {0}
            and all(map(str.strip, lines[0].split(mark)))
        ):
            return Kind.CSV
    return Kind.TEXT
