"""Word and Excel: every part goes into a new archive; who made it when, and what reaches outside, stays behind.

Names of those who commented or changed something are words of the document, and stay in it.
"""

import re
import zipfile
from typing import BinaryIO
from xml.etree import ElementTree

from .inlaid import without_notes

_EMPTY_PART = {
    "docProps/core.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
    b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}
"""Not left out: a document that names a part it has not is mended by Word with a question that frightens people."""
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_NOWHERE = "about:blank"
_BORN = (1980, 1, 1, 0, 0, 0)
_AT_ONCE = 1 << 20
_LARGEST_PICTURE = 64 << 20
_LARGEST_XML = 64 << 20
_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class Declares(ValueError):
    """XML that declares entities: no Office program writes that."""


def wash_office(original: BinaryIO, copy: BinaryIO) -> None:
    """A Word or Excel file without any of it."""
    with (
        zipfile.ZipFile(original) as source,
        zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.infolist():
            if part.is_dir():
                continue
            entry = zipfile.ZipInfo(part.filename, _BORN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            _wash_part(source, part, target, entry)


def _wash_part(
    source: zipfile.ZipFile, part: zipfile.ZipInfo, target: zipfile.ZipFile, entry: zipfile.ZipInfo
) -> None:
    name = part.filename
    if name in _EMPTY_PART:
        target.writestr(entry, _EMPTY_PART[name])
    elif name.startswith("docProps/thumbnail"):
        target.writestr(entry, b"")
    elif name.endswith(".rels"):
        target.writestr(entry, _at_home(_whole(source, part, _LARGEST_XML)))
    elif re.search(r"\.(?:jpe?g|png)$", name, re.IGNORECASE):
        target.writestr(entry, without_notes(_whole(source, part, _LARGEST_PICTURE)))
    else:
        _hand_on(source, part, target, entry)


def _whole(source: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> bytes:
    if part.file_size > most:
        raise ValueError("a part is too large")
    return source.read(part)


def _hand_on(
    source: zipfile.ZipFile, part: zipfile.ZipInfo, target: zipfile.ZipFile, entry: zipfile.ZipInfo
) -> None:
    with source.open(part) as read, target.open(entry, "w", force_zip64=False) as written:
        before = b""
        while some := read.read(_AT_ONCE):
            if part.filename.endswith((".xml", ".vml")) and _DECLARES.search(before[-20:] + some):
                raise Declares
            written.write(some)
            before = some


def _at_home(relations: bytes) -> bytes:
    """What a part refers to: links that a reader clicks may lead outside, and nothing else, such as a template or a
    picture that is fetched from somewhere as the document opens and tells there that it was."""
    if _DECLARES.search(relations):
        raise Declares
    ElementTree.register_namespace("", _RELATIONS)
    root = ElementTree.fromstring(relations)  # noqa: S314  # declares nothing, in a process of its own
    for one in root:
        if one.get("TargetMode") == "External" and not one.get("Type", "").endswith("/hyperlink"):
            one.set("Target", _NOWHERE)
    found: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return found
