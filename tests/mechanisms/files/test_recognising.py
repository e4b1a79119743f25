# ruff: noqa: E501  (tables read better with a case a line)
"""What a file is, its content says; what nobody should hand in is refused with a sentence that says what to do."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.mechanisms.files.rules.names import kept_name
from dueregard.mechanisms.files.rules.recognising import kind_of
from dueregard.mechanisms.files.rules.standing import state_of
from dueregard.mechanisms.files.vocabulary import Found, Kind, NotTaken, State
from mechanisms.files import samples
from mechanisms.files.samples import archive, docx, xlsx


def judged(data: bytes) -> Kind:
    return kind_of(io.BytesIO(data), len(data))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (samples.pdf(), Kind.PDF),
        (samples.png(), Kind.PNG),
        (samples.jpeg(), Kind.JPEG),
        (docx(), Kind.DOCX),
        (xlsx(), Kind.XLSX),
        (samples.TEXT, Kind.TEXT),
        (samples.CSV, Kind.CSV),
        ("name\tresult\nJosé\tpassed\n".encode("utf-16"), Kind.CSV),
        (b'"Example, A.",passed\n"Other, B.",failed\n', Kind.CSV),
        (b"One line, with a comma\n", Kind.TEXT),
        (b"Two, lines\nwith none the same\n", Kind.TEXT),
    ],
)
def test_each_sort_that_is_taken_is_known_by_its_content(data: bytes, kind: Kind) -> None:
    assert judged(data) is kind


MACRO = {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}
TYPES = samples.CONTENT_TYPES


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"MZ\x90\0" + b"\0" * 60, "is a program"),
        (b"#!/bin/sh\necho\n", "is a program"),
        (b"Rar!\x1a\x07\0", "archive"),
        (archive({"a.txt": "x"}), "archive"),
        (b"\0" * 257 + b"ustar", "archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "older Word"),
        (b"{\\rtf1 words}", "older Word"),
        (b"\0\0\0\x18ftypheic\0\0", "On an iPhone"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "web page or a drawing"),
        (b"\xef\xbb\xbf \n<!DOCTYPE html><p>", "web page or a drawing"),
        (b"words\0and more", "sort of file is not taken"),
        (b"GIF89a" + b"\0" * 20, "sort of file is not taken"),
        (samples.png()[:-4], "not whole"),
        (samples.png() + b"more", "not whole"),
        (b"%PDF-1.7\n" + b" " * 4000, "not whole"),
        (samples.pdf() + archive({"a": "x"}), "two files in one"),
        (samples.jpeg() + archive({"a.class": "x"}), "two files in one"),
        (docx(**MACRO), "macro"),
        (docx(**{"word/embeddings/oleObject1.bin": b"x"}), "macro"),
        (docx(**{"[Content_Types].xml": TYPES % '<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'}), "macro"),
        (xlsx(**{"xl/macrosheets/sheet1.xml": "<x/>"}), "macro"),
        (xlsx(**{"xl/media/a.svg": "<svg/>"}), "macro"),
        (docx(**{"../../etc/passwd": "x"}), "damaged"),
        (docx(**{"/abs": "x"}), "damaged"),
        (docx(**{"WORD/document.xml": "<twice/>"}), "damaged"),
        (docx() + b"more", "damaged"),
        (b"PK\x03\x04" + b"x" * 80, "damaged"),
        (b"PK\x03\x04MZ" + docx(), "damaged"),
        (docx(**{"word/big.xml": b"0" * (30 << 20)}), "unpacks to far more"),
        (archive({f"word/{n}.xml": b"" for n in range(3001)}), "unpacks to far more"),
    ],
)  # fmt: skip
def test_what_is_not_taken_is_refused_in_plain_words(data: bytes, said: str) -> None:
    with pytest.raises(NotTaken) as refused:
        judged(data)
    assert said in refused.value.sentence


def test_a_locked_office_file_is_named_as_such() -> None:
    locked = bytearray(docx())
    with zipfile.ZipFile(io.BytesIO(docx())) as parts:
        start = parts.start_dir
    place = locked.index(b"PK\x01\x02", start)
    locked[place + 8] |= 1
    with pytest.raises(NotTaken, match="locked with a password"):
        judged(bytes(locked))


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"%PDF-", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"]),
)
def test_nothing_makes_it_crash(data: bytes, before: bytes) -> None:
    with suppress(NotTaken):
        judged(before + data)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Certificate.pdf", "Certificate.pdf"),
        ("..\\..\\windows\\a.pdf", "a.pdf"),
        ("/tmp/../x.pdf", "x.pdf"),
        ("inv\u202efdp.exe", "invfdp.exe"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("Zoe\u0308.pdf", "Zoë.pdf"),
        ("", ""),
        ("x" * 500, "x" * 200),
    ],
)
def test_a_name_is_kept_without_its_tricks(said: str, kept: str) -> None:
    assert kept_name(said) == kept


F = Found


@pytest.mark.parametrize(
    ("found", "scans", "state"),
    [
        (set(), False, State.BEING_CHECKED),
        (set(), True, State.WAITS_FOR_SCANNER),
        ({F.WASHED}, False, State.READY),
        ({F.WASHED}, True, State.WAITS_FOR_SCANNER),
        ({F.CLEAN}, True, State.BEING_CHECKED),
        ({F.CLEAN, F.WASHED}, True, State.READY),
        ({F.CLEAN, F.NOT_WASHED}, True, State.NOT_WASHED),
        ({F.INFECTED, F.WASHED}, False, State.INFECTED),
        ({F.MUST_NOT_BE_OPENED, F.CLEAN, F.WASHED}, True, State.MUST_NOT_BE_OPENED),
        ({F.MUST_NOT_BE_OPENED, F.INFECTED}, True, State.MUST_NOT_BE_OPENED),
    ],
)
def test_how_a_file_stands(found: set[Found], scans: bool, state: State) -> None:
    assert state_of(found, disposed_of=False, scans=scans) is state
    assert state_of(found, disposed_of=True, scans=scans) is State.DISPOSED_OF
