"""The outside of a Word file: judged by its list of contents before a byte of it is unpacked."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from lxml import etree

from ...authority.people.imports.markup import NotXml, refuse_document_type
from ...ground.kernel.refusals import BadInput

MOST_BYTES = 20 << 20
_MOST_UNPACKED = 200 << 20
_MOST_PARTS = 3000
_WORST_RATIO = 200
"""A page of words shrinks to a tenth; a bomb to a thousandth."""
_SMALL = 1 << 20
"""A part below this may shrink as far as it likes."""
_LARGEST_READ = 24 << 20
"""Bytes of a part that is read; the words of a thousand pages are less."""
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BODY = "word/document.xml"


class Archive:
    """A Word file whose parts may be read."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.names = frozenset(archive.namelist())

    def part(self, name: str) -> Any | None:
        """The root of one part, or None where there is none. Raises `BadInput`."""
        if name not in self.names:
            return None
        if self._archive.getinfo(name).file_size > _LARGEST_READ:
            raise too_large()
        data = self._archive.read(name)
        refuse_document_type(BytesIO(data))
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        return etree.fromstring(data, parser)


@contextmanager
def opened(data: bytes) -> Iterator[Archive]:
    """A Word file. Raises `BadInput` for what is none, is damaged, or would unpack to more than makes sense."""
    _refuse_others(data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _judge(archive.infolist())
            yield Archive(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        etree.XMLSyntaxError,
        NotXml,
        EOFError,
        KeyError,
        NotImplementedError,
        OSError,
        OverflowError,
        RuntimeError,
        ValueError,
    ):
        # Whatever a broken file makes these libraries say, it is the file that is broken.
        raise BadInput(
            "This Word file is damaged and cannot be read. Open it in Word, save it anew, and choose that; or paste "
            "its words.",
            field="file",
        ) from None


def too_large() -> BadInput:
    """For a file that would unpack to more than any policy has."""
    return BadInput(
        "This file unpacks to far more than any policy holds, so nothing of it was read. Take out its pictures and "
        "save it anew, or paste its words.",
        field="file",
    )


def _refuse_others(data: bytes) -> None:
    if not data:
        raise BadInput("This file is empty.", field="file")
    if len(data) > MOST_BYTES:
        raise BadInput(
            f"This file is larger than {MOST_BYTES >> 20} MB. Take out its pictures, or paste its words.",
            field="file",
        )
    if data.startswith(_OLD):
        raise BadInput(
            "This is a Word file of before 2007, or one under a password. Save it as .docx without a password.",
            field="file",
        )
    if not data.startswith(b"PK"):
        raise BadInput(
            "This is no Word file (.docx). Save it as one; or open it, copy its words and paste them.",
            field="file",
        )


def _judge(parts: list[zipfile.ZipInfo]) -> None:
    if _BODY not in {part.filename for part in parts}:
        raise BadInput(
            "This is an archive, but not a Word file. Choose a .docx, or paste the words.", field="file"
        )
    if any(part.flag_bits & 1 for part in parts):
        raise BadInput("This file is under a password. Save it without one.", field="file")
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise too_large()
    if any(
        part.file_size > _SMALL and part.file_size > _WORST_RATIO * max(part.compress_size, 1)
        for part in parts
    ):
        raise too_large()
