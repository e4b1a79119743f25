"""PDF: what is seen on its pages stays. What acts by itself, hides, or tells who made it where, goes."""

from collections.abc import Iterator
from typing import Any, BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from .inlaid import without_notes

_GOES = (
    "/Metadata",
    "/PieceInfo",
    "/LastModified",
    "/Thumb",
    "/OpenAction",
    "/AA",
    "/JS",
    "/JavaScript",
    "/EmbeddedFiles",
    "/EF",
    "/AF",
    "/XFA",
    "/RichMediaContent",
    "/RichMediaSettings",
    "/Collection",
    "/Perms",
    "/DSS",
)
"""Keys that go wherever they stand: notes on the making, what runs at opening or at a click, files within."""
_ACTS = {
    "/Launch",
    "/JavaScript",
    "/SubmitForm",
    "/ImportData",
    "/GoToR",
    "/GoToE",
    "/Rendition",
    "/RichMediaExecute",
}
_ACTS |= {"/Sound", "/Movie", "/Trans", "/Hide", "/ResetForm", "/SetOCGState"}
_PLAYS = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/PrinterMark", "/TrapNet"}
_DEEPEST = 60


def wash_pdf(original: BinaryIO, copy: BinaryIO) -> None:
    """A PDF without any of it. One that asks for a password cannot be washed."""
    with pikepdf.open(original) as pdf:
        for key in ("/Info", "/ID"):
            if key in pdf.trailer:
                del pdf.trailer[key]
        for thing in _everything(pdf):
            _strip(thing)
        for page in pdf.pages:
            _silence(page.obj)
        pdf.remove_unreferenced_resources()
        pdf.save(
            copy,
            deterministic_id=True,
            encryption=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )


def _everything(pdf: Pdf) -> Iterator[Any]:
    """Every dictionary of the file, also those that stand inside others."""
    yield from _within(pdf.trailer, 0)
    for thing in pdf.objects:
        yield from _within(thing, 0)


def _within(thing: Any, deep: int) -> Iterator[Any]:
    if deep > _DEEPEST:
        raise ValueError("nested deeper than any page")
    if isinstance(thing, Stream | Dictionary):
        yield thing
        parts = [part for _, part in thing.items()]
    elif isinstance(thing, Array):
        parts = list(thing)
    else:
        return
    for part in parts:
        if isinstance(part, Dictionary | Array) and not part.is_indirect:
            yield from _within(part, deep + 1)


def _strip(thing: Any) -> None:
    for key in _GOES:
        if key in thing:
            del thing[key]
    for key in ("/A", "/Next", "/PA"):
        act = thing.get(key)
        # Of several acts, one after the other, nobody needs the second.
        if isinstance(act, Array) or (isinstance(act, Dictionary) and str(act.get("/S", "")) in _ACTS):
            del thing[key]
    if isinstance(thing, Stream) and thing.get("/Filter") in (Name.DCTDecode, Array([Name.DCTDecode])):
        # Within a page's picture lies what a camera wrote into it.
        parameters: dict[str, Any] = (
            {"decode_parms": thing["/DecodeParms"]} if "/DecodeParms" in thing else {}
        )
        thing.write(without_notes(thing.read_raw_bytes()), filter=Name.DCTDecode, **parameters)


def _silence(page: Any) -> None:
    """No attachment, sound or film on a page."""
    marks = page.get("/Annots")
    if isinstance(marks, Array):
        page["/Annots"] = Array([mark for mark in marks if str(mark.get("/Subtype", "")) not in _PLAYS])
