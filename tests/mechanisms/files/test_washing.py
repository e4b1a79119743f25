"""The copy people open holds what is seen, and nothing of what a program hid in it; and a hostile file ends its own
process, and no other."""

import io
import struct
import time
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from PIL import Image

from dueregard.mechanisms.files import washer
from dueregard.mechanisms.files.vocabulary import Kind
from dueregard.mechanisms.files.washer import CannotBeWashed, WasherBroken, wash
from mechanisms.files import samples
from mechanisms.files.samples import SECRET, SEEN, docx, xlsx


def washed(data: bytes, kind: Kind) -> bytes:
    copy = io.BytesIO()
    wash(io.BytesIO(data), copy.write, kind=kind, size=len(data))
    return copy.getvalue()


def unpacked(data: bytes) -> bytes:
    """Everything in an archive, one after the other."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_a_photo_tells_nothing_of_where_it_was_taken_and_stands_upright() -> None:
    assert SECRET.encode() in samples.jpeg()
    copy = washed(samples.jpeg(), Kind.JPEG)
    assert SECRET.encode() not in copy
    with Image.open(io.BytesIO(copy)) as picture:
        assert (picture.size, dict(picture.getexif())) == ((20, 40), {})


def test_a_drawing_keeps_what_shows_through_and_loses_its_notes() -> None:
    assert SECRET.encode() in samples.png()
    copy = washed(samples.png(), Kind.PNG)
    assert SECRET.encode() not in copy
    with Image.open(io.BytesIO(copy)) as picture:
        assert picture.getpixel((3, 3)) == (0, 128, 128, 200)
        assert picture.info == {}


def test_a_pdf_keeps_its_page_and_loses_what_acts_or_hides() -> None:
    assert samples.pdf().count(SECRET.encode()) > 5
    copy = washed(samples.pdf(), Kind.PDF)
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        plain = io.BytesIO()
        pdf.save(plain, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
                 object_stream_mode=pikepdf.ObjectStreamMode.disable)  # fmt: skip
        links = [mark for page in pdf.pages for mark in page.Annots]
        assert [str(link.A.URI) for link in links if "/A" in link] == ["https://example.org"]
        assert not pdf.attachments
        picture = pdf.pages[0].Resources.XObject.P
        with Image.open(io.BytesIO(picture.read_raw_bytes())) as drawn:
            assert drawn.size == (40, 20)
    found = plain.getvalue()
    assert SEEN.encode() in found
    for word in (SECRET.encode(), b"JavaScript", b"OpenAction", b"/AA", b"Launch", b"/EF", b"xmpmeta"):
        assert word not in found, word


@pytest.mark.parametrize(("data", "kind"), [(docx(), Kind.DOCX), (xlsx(), Kind.XLSX)])
def test_an_office_file_keeps_its_words_and_loses_who_made_it_where(data: bytes, kind: Kind) -> None:
    assert SECRET.encode() in unpacked(data)
    copy = unpacked(washed(data, kind))
    assert SEEN.encode() in copy
    assert SECRET.encode() not in copy


def test_an_office_file_still_leads_where_a_reader_clicks_and_fetches_nothing_by_itself() -> None:
    copy = unpacked(washed(docx(), Kind.DOCX))
    assert b'Target="https://example.org"' in copy
    assert b'Target="about:blank"' in copy


def test_a_text_is_written_anew_in_letters_every_machine_reads() -> None:
    assert washed(samples.TEXT, Kind.TEXT).decode() == samples.TEXT.decode("cp1252")


def test_no_cell_of_a_table_is_a_formula() -> None:
    rows = washed(samples.CSV, Kind.CSV).decode().splitlines()
    assert rows == ["name;result", f"A. Example;{SEEN}", "'=HYPERLINK(0);-5"]


def bomb(side: int) -> bytes:
    """A picture of a few kilobytes with very many points, all of them black."""
    parts = {
        b"IHDR": struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0),
        b"IDAT": zlib.compress(bytes(side * (1 + side // 8)), level=1),
        b"IEND": b"",
    }
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts.items()
    )


ENTITIES = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><x>&b;</x>"


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (lambda: bomb(8_000), Kind.PNG),
        (lambda: bomb(30_000), Kind.PNG),
        (lambda: b"\xff\xd8\xff" + b"no picture" * 9, Kind.JPEG),
        (lambda: samples.pdf()[:300] + b"%%EOF", Kind.PDF),
        (lambda: docx(**{"word/settings.xml": ENTITIES}), Kind.DOCX),
        (lambda: docx(**{"word/_rels/more.xml.rels": ENTITIES}), Kind.DOCX),
    ],
    ids=["too many points", "a bomb", "no picture", "half a document", "entities", "entities in relations"],
)
def test_what_cannot_be_washed_is_said_to_be_so(made: Callable[[], bytes], kind: Kind) -> None:
    with pytest.raises(CannotBeWashed):
        washed(made(), kind)


def test_a_locked_pdf_cannot_be_washed() -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(samples.pdf())) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(CannotBeWashed):
        washed(target.getvalue(), Kind.PDF)


class Slow(io.BytesIO):
    """A file that takes its time."""

    def read(self, size: int | None = -1) -> bytes:
        time.sleep(0.4)
        return super().read(size)


def test_a_washing_that_takes_too_long_is_ended() -> None:
    data = samples.pdf()
    with pytest.raises(CannotBeWashed):
        wash(Slow(data), io.BytesIO().write, kind=Kind.PDF, size=len(data), patience=0.1)


def test_a_process_that_does_not_come_up_says_nothing_about_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(washer, "_MODULE", "dueregard.mechanisms.files.washing.wire")
    with pytest.raises(WasherBroken):
        washed(samples.TEXT, Kind.TEXT)


def test_a_copy_that_grows_without_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(washer, "_AND_SOME", 0)
    monkeypatch.setattr(washer, "_NEVER_LARGER", 0)
    with pytest.raises(CannotBeWashed):
        washed(samples.TEXT, Kind.TEXT)
