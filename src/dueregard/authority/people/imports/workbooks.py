"""XLSX, one line at a time. Of a formula what it last came to is read; nothing is worked out, run or fetched.

Read here and not by a library, because those hold a sheet as one rectangle: a single cell at the far corner of an
otherwise small sheet asks them for more memory than there is.
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any

from ....ground.kernel.refusals import BadInput
from . import archives
from .cells import MOST_COLUMNS, Line, TooMuch, bounded
from .markup import BrokenOff, NotXml, elements, refuse_document_type
from .rows import Loss, Problem

_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})\Z")
_LAST_ROW = 1_048_576
_NO_RESULT = "This cell holds a formula without a result, or one that failed. Save it as a value."
_LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_LINKS = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError, NotImplementedError, RuntimeError)


class Workbook:
    """The first sheet of one workbook that can be seen."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._archive = archives.opened(stream)
        self.from_1904 = False
        try:
            self._sheet, self._others = self._find_sheet()
            self._strings = list(self._read_strings())
        except (*_BROKEN, BrokenOff, NotXml, ValueError):
            raise archives.broken() from None

    def lines(self) -> Iterator[Line | Problem]:
        """See `cells.Table`. Where cells are merged or a formula has no result, that is said."""
        if self._others:
            message = "This workbook has several sheets. Only the first of them is read."
            yield Problem(0, "", message)
        filled = number = 0
        cells: list[str] = []
        formulas: list[str] = []
        try:
            for element in self._parts(self._sheet, "c", "row", "mergeCell"):
                if element.tag.endswith("mergeCell"):
                    yield from _merged(element.get("ref", ""))
                elif element.tag.endswith("row"):
                    number = _number(element.get("r"), number)
                    yield from (Problem(number, place, _NO_RESULT) for place in formulas)
                    if line := bounded(number, filled, cells):
                        filled += 1
                        yield line
                    cells, formulas = [], []
                else:
                    self._take(element, cells, formulas)
        except BrokenOff:
            message = (
                "The workbook is damaged from here on. Nothing of it is taken: save it again and send that."
            )
            yield Problem(number + 1, "", message, Loss.FILE)
        except (*_BROKEN, NotXml, ValueError):
            raise archives.broken() from None

    def _parts(self, name: str, *tags: str) -> Iterator[Any]:
        with self._archive.open(name) as part:
            refuse_document_type(part)
            yield from elements(part, *tags)

    def _find_sheet(self) -> tuple[str, bool]:
        """The part that holds the sheet, and whether there are others to be seen."""
        seen = []
        for element in self._parts("xl/workbook.xml", "sheet", "workbookPr"):
            if element.tag.endswith("workbookPr"):
                self.from_1904 = element.get("date1904") in ("1", "true")
            elif element.get("state", "visible") == "visible":
                seen.append(element.get(_LINKS) or element.get(_STRICT_LINKS))
        links = {
            link.get("Id"): link.get("Target", "")
            for link in self._parts("xl/_rels/workbook.xml.rels", "Relationship")
            if link.get("TargetMode") != "External"
        }
        if not seen:
            raise BadInput("This workbook has no sheet that can be seen.", field="file")
        return posixpath.normpath(posixpath.join("/xl", links[seen[0]])).lstrip("/"), len(seen) > 1

    def _read_strings(self) -> Iterator[str]:
        if "xl/sharedStrings.xml" in self._archive.namelist():
            for item in self._parts("xl/sharedStrings.xml", "si"):
                yield _text(item)

    def _take(self, cell: Any, cells: list[str], formulas: list[str]) -> None:
        """Put a cell into its place of the line, or note the place of a formula that says nothing."""
        place = cell.get("r", "")
        column = _column(place) if place else len(cells)
        said = self._said(cell)
        if said is None:
            formulas.append(place)
        if not said:
            return
        if column >= MOST_COLUMNS:
            raise TooMuch(f"more than {MOST_COLUMNS} columns")
        cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = said

    def _said(self, cell: Any) -> str | None:
        """What a cell says; None for a formula with no result."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _text(cell)
        value = cell.findtext("{*}v")
        if kind == "e" or (value is None and cell.find("{*}f") is not None):
            return None
        if not value:
            return ""
        if kind == "s":
            return self._strings[int(value)] if int(value) < len(self._strings) else ""
        if kind == "b":
            return "yes" if value == "1" else "no"
        return _plain_number(value) if kind == "n" else value.strip()


def _text(item: Any) -> str:
    """The runs of a text, without the hints of how it is pronounced."""
    return "".join(
        run.text or "" for run in item.iter("{*}t") if not run.getparent().tag.endswith("rPh")
    ).strip()


def _plain_number(value: str) -> str:
    """A number as somebody would type it: 1061484016, and not 1.061484016E9."""
    try:
        number = float(value)
    except ValueError:
        return value.strip()
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else value


def _number(said: str | None, last: int) -> int:
    number = int(said) if said and said.isdecimal() and len(said) <= 7 else last + 1
    return number if last < number <= _LAST_ROW else last + 1


def _column(place: str) -> int:
    found = _PLACE.match(place)
    if not found:
        raise ValueError(place)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return column - 1


def _merged(ref: str) -> Iterator[Problem]:
    """A merge within one line is a heading; one over several lines takes something from people."""
    first, _, last = ref.partition(":")
    if (begins := _PLACE.match(first)) and (ends := _PLACE.match(last)) and begins[2] != ends[2]:
        message = (
            f"The cells {first} to {last} are merged: only the first of them says anything. Take the merge apart and "
            "say it in each line."
        )
        yield Problem(int(begins[2]), begins[1], message)
