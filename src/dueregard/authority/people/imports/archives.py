"""The outside of a workbook: refused before a byte is unpacked if it could do something, or would burst."""

import zipfile
from collections.abc import Iterable
from typing import IO

from ....ground.kernel.refusals import BadInput
from .cells import TooMuch

OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a workbook of before 2007 begins, and one under a password."""
_MOST_UNPACKED = 512 * 1024**2
_MOST_STRINGS = 64 * 1024**2
"""The part that is held in memory while the rest streams by."""
_MOST_PARTS = 2000
_WORST_RATIO = 200
"""Real sheets shrink to a tenth, empty ones to a fiftieth; a bomb to a thousandth."""
_SMALL = 10 * 1024**2
"""A part below this may shrink as far as it likes."""


def opened(stream: IO[bytes]) -> zipfile.ZipFile:
    """The archive of a workbook; raises `BadInput` for everything that is none, has macros or would unpack to more than
    makes sense."""
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, OSError):
        raise broken() from None
    parts = archive.infolist()
    names = {part.filename.lower() for part in parts}
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise BadInput(
            "This workbook has macros: programs that run when it is opened. Save it as a plain Excel workbook "
            "(.xlsx) or as CSV, and send that.",
            field="file",
        )
    if "xl/workbook.xml" not in names:
        raise BadInput(
            "This is an archive, but not an Excel workbook. Send a workbook (.xlsx), a CSV file or an ILR.",
            field="file",
        )
    _refuse_bombs(parts)
    return archive


def broken() -> BadInput:
    """For a workbook that cannot be unpacked."""
    return BadInput(
        "This workbook is damaged: it cannot be unpacked. Save it again and send that.", field="file"
    )


def _refuse_bombs(parts: Iterable[zipfile.ZipInfo]) -> None:
    """The sizes are the archive's own word; `zipfile` unpacks no more of a part than it says."""
    parts = list(parts)
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise TooMuch("an inside many times as large as its outside")
    for part in parts:
        if part.flag_bits & 1:
            raise BadInput("This workbook is under a password. Take it off, or save it as CSV.", field="file")
        if part.file_size > _SMALL and part.file_size > _WORST_RATIO * max(part.compress_size, 1):
            raise TooMuch("an inside many times as large as its outside")
        if part.filename.lower().endswith("sharedstrings.xml") and part.file_size > _MOST_STRINGS:
            raise TooMuch("too much text")
