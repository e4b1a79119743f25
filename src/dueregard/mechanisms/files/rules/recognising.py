"""Which of the sorts we take a file is, by its content alone; and in a plain sentence why it is none of them.

This is the door, and not the cleaning: it keeps out what nobody should be able to hand in, cheaply and with little in
memory. What gets past it is taken apart and put together anew before anybody opens it (`washing`).
"""

from typing import BinaryIO

from ..vocabulary import Kind, NotTaken
from .office import kind_of_office_file
from .prose import kind_of_text

_HEAD = 1024
_ARCHIVE_END = b"PK\x05\x06"
_END_SIZE = 22
_LONGEST_COMMENT = 0xFFFF
_ASK_FOR_PDF = "Save what is needed as a PDF or a picture, and choose that."
_ARCHIVE = (
    f"This is an archive with other files in it. Choose the files themselves, one by one. {_ASK_FOR_PDF}"
)
_PROGRAM = "This is a program, or something that runs like one. It cannot be taken."
_PHOTO = (
    "This is a photo in a format that many computers cannot show. Save it as JPEG, or take a picture of the screen, "
    "and choose that. On an iPhone: Settings, Camera, Formats, Most Compatible."
)
_PAGE = "This is a web page or a drawing that can hold a program. Print it to a PDF and choose that."
_OLD_OFFICE = (
    "This is an older Word, Excel or PowerPoint file. Save it as .docx, .xlsx or PDF and choose that."
)
_TWO = f"This is two files in one. It cannot be taken so. {_ASK_FOR_PDF}"
_CUT = "This file is not whole: its end is missing, or something stands behind it. Choose it again, or save it anew."
_EMPTY = "This file is empty. Choose another one."
_OTHER = f"This sort of file is not taken. {_ASK_FOR_PDF}"

_REFUSED: tuple[tuple[int, tuple[bytes, ...], str], ...] = (
    (0, (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"#!"), _PROGRAM),
    (0, (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd"), _ARCHIVE),
    (257, (b"ustar",), _ARCHIVE),
    (0, (b"\xd0\xcf\x11\xe0",), _OLD_OFFICE),
    (0, (b"{\\rtf",), _OLD_OFFICE),
    (4, (b"ftyphei", b"ftyphev", b"ftypmif1", b"ftypmsf1", b"ftypavi"), _PHOTO),
)
"""Where in a file, which bytes, and what to say. Only what people are likely to choose, or to be tricked with: whatever
is not known to be one of ours is refused in any case."""


def kind_of(file: BinaryIO, size: int) -> Kind:
    """The sort of a file that can be read from anywhere; raises `NotTaken` with a sentence for a person."""
    if not size:
        raise NotTaken(_EMPTY)
    file.seek(0)
    head = file.read(_HEAD)
    for place, marks, sentence in _REFUSED:
        if head[place:].startswith(marks):
            raise NotTaken(sentence)
    if head.startswith(b"PK\x03\x04"):
        return kind_of_office_file(file, size)
    if _ends_as_archive(file, size):
        raise NotTaken(_TWO)
    for kind, mark in _MARKS.items():
        if head.startswith(mark):
            _refuse_cut_short(kind, file, size)
            return kind
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise NotTaken(_PAGE)
    text = kind_of_text(file)
    if text is None:
        raise NotTaken(_OTHER)
    return text


_MARKS = {Kind.PDF: b"%PDF-", Kind.PNG: b"\x89PNG\r\n\x1a\n", Kind.JPEG: b"\xff\xd8\xff"}


def _tail(file: BinaryIO, size: int, most: int) -> bytes:
    file.seek(max(0, size - most))
    return file.read(most)


def _refuse_cut_short(kind: Kind, file: BinaryIO, size: int) -> None:
    """Nothing may stand behind the end of a PNG; behind that of a JPEG or PDF telephones and printers put things."""
    if kind is Kind.PNG and not _tail(file, size, 12).startswith(b"\0\0\0\0IEND"):
        raise NotTaken(_CUT)
    if kind is Kind.PDF and b"%%EOF" not in _tail(file, size, 2048):
        raise NotTaken(_CUT)


def _ends_as_archive(file: BinaryIO, size: int) -> bool:
    """Whether a program that reads archives from their end would take this for one."""
    tail = _tail(file, size, _END_SIZE + _LONGEST_COMMENT)
    place = tail.rfind(_ARCHIVE_END)
    while place >= 0:
        comment = int.from_bytes(tail[place + 20 : place + 22], "little")
        if len(tail) - place >= _END_SIZE and place + _END_SIZE + comment <= len(tail):
            return True
        place = tail.rfind(_ARCHIVE_END, 0, place)
    return False
