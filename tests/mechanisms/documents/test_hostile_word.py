"""No file of anybody's crashes it, fetches anything or fills the memory: it is read, or refused with a sentence."""

import zipfile
from contextlib import suppress
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dueregard.ground.kernel.refusals import BadInput
from dueregard.mechanisms.documents.archives import MOST_BYTES
from dueregard.mechanisms.documents.sections import sections_of
from dueregard.mechanisms.documents.word import read_word
from mechanisms.documents.word_files import STYLES, W, packed, par, table, word_file

GOOD = word_file(
    par("Policy", style="Title")
    + par("One", style="H1", num=1)
    + par("Words", style="Clause")
    + table(("a", "b"))
)
BOMB = b"<a>" + b" " * (30 << 20)
ENTITY = f'<!DOCTYPE d [<!ENTITY e "x">]><w:document {W}><w:body>{par("&e;")}</w:body></w:document>'.replace(
    "&amp;", "&"
)
OUTSIDE = ENTITY.replace('"x"', 'SYSTEM "file:///etc/hostname"')


def locked() -> bytes:
    data = bytearray(GOOD)
    data[data.index(b"PK\x01\x02") + 8] |= 1
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "This file is empty."),
        (b"%PDF-1.7", "This is no Word file (.docx)."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "This is a Word file of before 2007"),
        (b"PK" + b"\0" * MOST_BYTES, "This file is larger than 20 MB."),
        (b"PK\x03\x04broken", "This Word file is damaged"),
        ({"xl/workbook.xml": "<a/>"}, "This is an archive, but not a Word file."),
        (locked(), "This file is under a password."),
        ({"word/document.xml": BOMB}, "This file unpacks to far more than any policy holds"),
        (
            {"word/document.xml": "<a/>", "word/media/x": b"0" * (21 << 20)},
            "This file unpacks to far more",
        ),
        (
            {"word/document.xml": "<a/>", **{f"x{n}": "" for n in range(3001)}},
            "This file unpacks to far more",
        ),
        ({"word/document.xml": ENTITY}, "This file declares a document type"),
        ({"word/document.xml": OUTSIDE}, "This file declares a document type"),
        (word_file("", **{"word/styles.xml": "<!DOCTYPE x><x/>"}), "This file declares a document type"),
        ({"word/document.xml": "no XML"}, "This Word file is damaged"),
        ({"word/document.xml": "<a>" * 400}, "This Word file is damaged"),
        ({"word/document.xml": "<a><b></a>"}, "This Word file is damaged"),
    ],
)
def test_a_hostile_file_is_refused_with_a_sentence(data: bytes | dict[str, str | bytes], said: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_word(data if isinstance(data, bytes) else packed(data))
    assert refused.value.sentence.startswith(said)
    assert refused.value.field == "file"


def test_a_file_without_words_is_said_to_be_one() -> None:
    with pytest.raises(BadInput, match="no words"):
        sections_of(read_word(word_file(par("", style="H1"))))


def test_a_style_based_on_itself_ends() -> None:
    styles = STYLES.replace('<w:name w:val="Clause"/>', '<w:name w:val="Clause"/><w:basedOn w:val="Clause"/>')
    assert read_word(word_file(par("Words", style="Clause"), **{"word/styles.xml": styles})).pieces


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read(data: bytes) -> None:
    with suppress(BadInput):
        taken = sections_of(read_word(data))
        assert taken.sections or taken.opening or taken.title


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_file_with_bytes_changed_is_read_or_refused(data: Any) -> None:
    spoilt = bytearray(GOOD)
    for at in data.draw(st.lists(st.integers(0, len(spoilt) - 1), min_size=1, max_size=8)):
        spoilt[at] = data.draw(st.integers(0, 255))
    read(bytes(spoilt[: data.draw(st.integers(0, len(spoilt)))] if data.draw(st.booleans()) else spoilt))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_part_with_bytes_changed_is_read_or_refused(data: Any) -> None:
    parts = parts_of(GOOD)
    name = data.draw(st.sampled_from(["word/document.xml", "word/styles.xml", "word/numbering.xml"]))
    said = parts[name]
    start = data.draw(st.integers(0, len(said)))
    end = data.draw(st.integers(start, min(len(said), start + 40)))
    other = data.draw(
        st.binary(max_size=8)
        | st.sampled_from(
            [b"<w:p>", b"</w:p>", b'w:val="-1"', b'w:val="99999999999999999999"', b"<w:tbl/>", b"&#x10FFFF;"]
        )
        | st.just(said[start:end] * 3)
    )
    read(packed(parts | {name: said[:start] + other + said[end:]}))


@given(st.binary(max_size=200))
def test_bytes_that_begin_as_an_archive_are_read_or_refused(data: bytes) -> None:
    read(b"PK\x03\x04" + data)
