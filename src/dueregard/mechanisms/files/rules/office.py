"""Word and Excel files are archives. Before anything in one is unpacked its list of contents is judged: how many parts,
how large unpacked, under which names, and whether any of them is a program."""

import re
import zipfile
from typing import BinaryIO

from ..vocabulary import Kind, NotTaken

_MOST_PARTS = 3000
_MOST_LIST_BYTES = 1 << 20
_MOST_UNPACKED = 400 << 20
_MOST_RATIO = 200
"""Times its packed size that a part may have unpacked. Sheets of one value in every cell come near it."""
_SMALL = 1 << 20
"""Bytes unpacked up to which nobody minds how well a part is packed."""
_END_SIZE = 22
_MAIN = {"word/document.xml": Kind.DOCX, "xl/workbook.xml": Kind.XLSX}
_PROGRAMS = re.compile(
    r"vbaProject|vbaData|macrosheets/|dialogsheets/|activeX/|ctrlProps/|embeddings/|customUI|oleObject|\.(?:exe|dll|js|vbs|bat|ps1|jar|html?|svg|swf)$",
    re.IGNORECASE,
)
_TYPES = "[Content_Types].xml"
_MOST_TYPES = 1 << 20

_ARCHIVE = (
    "This is an archive with other files in it. Choose the files themselves, one by one. Save what is needed as a PDF "
    "or a picture, and choose that."
)
_MACROS = (
    "This file holds a program (a macro), or another file inside it. Save it without, as a plain .docx or .xlsx or as "
    "a PDF, and choose that."
)
_BOMB = "This file unpacks to far more than it looks. It cannot be taken. Save it as a PDF and choose that."
_LOCKED = "This file is locked with a password. Save it without one and choose that."
_BROKEN = "This file is damaged. Open it, save it anew, and choose that."


def kind_of_office_file(file: BinaryIO, size: int) -> Kind:
    """Word or Excel; raises `NotTaken` for any other archive, and for one that could hurt whoever unpacks it."""
    _refuse_long_list(file, size)
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            _judge(parts)
            names = {part.filename for part in parts}
            kind = next((kind for main, kind in _MAIN.items() if main in names), None)
            if kind is None or _TYPES not in names:
                raise NotTaken(_ARCHIVE)
            with archive.open(_TYPES) as types:
                if b"macroenabled" in types.read(_MOST_TYPES).lower():
                    raise NotTaken(_MACROS)
    except (zipfile.BadZipFile, NotImplementedError, OverflowError, ValueError, RuntimeError, EOFError):
        raise NotTaken(_BROKEN) from None
    return kind


def _refuse_long_list(file: BinaryIO, size: int) -> None:
    """The list stands at the end and is read whole by whoever reads it at all, so its size is looked at before."""
    file.seek(max(0, size - _END_SIZE))
    end = file.read(_END_SIZE)
    parts, length, start = (int.from_bytes(end[a:b], "little") for a, b in ((10, 12), (12, 16), (16, 20)))
    if not end.startswith(b"PK\x05\x06") or end[20:] != b"\0\0":
        raise NotTaken(_BROKEN)
    if (
        start + length + _END_SIZE != size
    ):  # something stands before the archive, or between its list and its end
        raise NotTaken(_BROKEN)
    if parts > _MOST_PARTS or length > _MOST_LIST_BYTES:
        raise NotTaken(_BOMB)


def _judge(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if len(set(map(str.lower, names))) != len(names) or any(map(_leads_out, names)):
        raise NotTaken(_BROKEN)
    if any(part.flag_bits & 1 for part in parts):
        raise NotTaken(_LOCKED)
    if any(map(_PROGRAMS.search, names)):
        raise NotTaken(_MACROS)
    unpacked = sum(part.file_size for part in parts)
    ratios = (part.file_size / max(1, part.compress_size) for part in parts if part.file_size > _SMALL)
    if unpacked > _MOST_UNPACKED or max(ratios, default=0) > _MOST_RATIO:
        raise NotTaken(_BOMB)


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ":" in name or ".." in re.split(r"[/\\]", name)
