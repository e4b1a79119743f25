"""A Word file as pieces: its headings, numbered paragraphs, lists and tables, and what of it is left behind."""

import re
from collections.abc import Iterator

from ...authority.policy.hidden import HIDDEN
from .archives import Archive, opened
from .elements import Element, attribute, child, children, holds, is_on, name, whole
from .looks import Looks, Mark, is_contents
from .pieces import Found, Heading, Item, Noted, Numbered, Piece, Table, Words

_LEFT_OUT = frozenset({"del", "moveFrom"})
_TAKEN = frozenset({"ins", "moveTo"})
_PASSED_OVER = frozenset(
    {
        "pPr",
        "rPr",
        "instrText",
        "delText",
        "delInstrText",
        "fldChar",
        "sectPr",
        "tblPr",
        "tblGrid",
        "trPr",
        "tcPr",
    }
)
_NOTES = frozenset({"footnoteReference", "endnoteReference"})
_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_DRAWN = ("drawing", "pict")
_SPACES = re.compile(r"[ \t\r\f\v\u00a0]+")


def read_word(data: bytes) -> Found:
    """What a Word file says. Raises `BadInput` for what is none, or could hurt whoever unpacks it."""
    with opened(data) as archive:
        body = child(archive.part("word/document.xml"), "body")
        reader = _Reader(archive)
        reader.body(whole(body))
        reader.about(archive)
        return reader.found


def plain(text: str, found: Found) -> str:
    """Text on one line of single blanks, without what cannot be seen."""
    bare, unseen = HIDDEN.subn("", text)
    found.noted[Noted.UNSEEN] += unseen
    return _SPACES.sub(" ", bare.replace("\n", " ")).strip()


class _Reader:
    """Walks the body once, in order."""

    def __init__(self, archive: Archive) -> None:
        self.found = Found()
        self.looks = Looks(archive)
        self._begun = ""
        """What a paragraph said whose end was deleted: it goes on in the next."""

    def about(self, archive: Archive) -> None:
        """Note what stands beside the words."""
        names = archive.names
        noted = self.found.noted
        noted[Noted.MACROS] = int(any(one.lower().endswith("vbaproject.bin") for one in names))
        noted[Noted.OBJECTS] = max(
            noted[Noted.OBJECTS], sum(one.startswith(("word/embeddings/", "word/activeX/")) for one in names)
        )
        noted[Noted.AROUND] = sum(
            bool(re.fullmatch(r"word/(?:header|footer)[0-9]*\.xml", one)) and _says(archive.part(one))
            for one in names
        )

    def body(self, element: Element) -> None:
        """Everything below one element that holds paragraphs and tables."""
        for one in element:
            match name(one):
                case "p":
                    self._paragraph(one)
                case "tbl":
                    self._table(one)
                case "sdt":
                    if (
                        "table of contents"
                        in attribute(child(one, "sdtPr", "docPartObj", "docPartGallery"), "val").lower()
                    ):
                        self.found.noted[Noted.CONTENTS] = 1
                    else:
                        self.body(whole(child(one, "sdtContent")))
                case "altChunk":
                    self.found.noted[Noted.OBJECTS] += 1
                case what if what in _LEFT_OUT:
                    self.found.noted[Noted.DELETED] += 1
                case what if what in _PASSED_OVER:
                    continue
                case _:
                    self.body(one)

    def _paragraph(self, paragraph: Element) -> None:
        style = self.looks.style_name(paragraph)
        if is_contents(style):
            self.found.noted[Noted.CONTENTS] = 1
            return
        said = self._begun + "".join(self._inside(paragraph))
        self._begun = ""
        if child(paragraph, "pPr", "rPr", "del") is not None:
            self._begun = said
            return
        text = plain(said, self.found)
        mark = self.looks.mark(paragraph)  # Word counts an empty line of a list too
        if not text:
            return
        if style == "title" and not self.found.title:
            self.found.title = text
            return
        self.found.pieces.append(self._piece(paragraph, text, mark))

    def _piece(self, paragraph: Element, text: str, mark: Mark | None) -> Piece:
        if level := self.looks.heading(paragraph):
            return Heading(level, text, mark.text if mark and mark.ordered else "")
        if mark is None:
            return Words(text)
        if mark.ordered and (mark.sure or mark.depth == 0):
            return Numbered(mark.text, text, mark.sure)
        return Item(mark.depth, f"{mark.text}." if mark.ordered else mark.text, text)

    def _table(self, table: Element) -> None:
        rows = []
        for row in self._rows(table):
            cells: list[str] = []
            for cell in children(row, "tc"):
                properties = child(cell, "tcPr")
                merged = child(properties, "vMerge")
                goes_on = merged is not None and attribute(merged, "val") != "restart"
                cells.append("" if goes_on else plain(" ".join(self._inside(cell)), self.found))
                span = attribute(child(properties, "gridSpan"), "val")
                cells += [""] * (min(int(span), 50) - 1 if span.isdecimal() and len(span) <= 3 else 0)
            if any(cells):
                rows.append(tuple(cells))
        if rows:
            self.found.pieces.append(Table(tuple(rows)))

    def _rows(self, table: Element) -> Iterator[Element]:
        for one in children(table, "tr", "sdt", "ins", "del"):
            if name(one) == "tr":
                if child(one, "trPr", "del") is not None:
                    self.found.noted[Noted.DELETED] += 1
                    continue
                self.found.noted[Noted.INSERTED] += child(one, "trPr", "ins") is not None
                yield one
            elif name(one) != "del":
                yield from self._rows(child(one, "sdtContent") if name(one) == "sdt" else one)

    def _inside(self, element: Element) -> Iterator[str]:
        """The words below an element, as they read with every tracked change accepted."""
        noted = self.found.noted
        for one in element:
            what = name(one)
            if what == "t":
                yield one.text or ""
            elif what in _SIGNS:
                yield _SIGNS[what]
            elif what in _LEFT_OUT:
                noted[Noted.DELETED] += 1
            elif what in _DRAWN or (what == "AlternateContent" and holds(one, *_DRAWN)):
                noted[Noted.BOXES if holds(one, "txbxContent") else Noted.PICTURES] += 1
            elif what == "object":
                noted[Noted.OBJECTS] += 1
            elif what == "commentReference":
                noted[Noted.COMMENTS] += 1
            elif what in _NOTES:
                noted[Noted.FOOTNOTES] += 1
            elif what == "r" and is_on(child(one, "rPr", "vanish")):
                noted[Noted.CONCEALED] += 1
            elif what == "AlternateContent":
                yield from self._inside(whole(child(one, "Fallback")))
            elif what not in _PASSED_OVER:
                noted[Noted.INSERTED] += what in _TAKEN
                yield from self._inside(one)
                yield " " if what == "p" else ""


def _says(part: Element | None) -> bool:
    return part is not None and any((one.text or "").strip() for one in part.iter() if name(one) == "t")
