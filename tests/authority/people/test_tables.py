"""Tables of people, as programs write them and people fill them in."""

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.authority.people.imports.columns import Field, guess, standing_called, told
from dueregard.authority.people.imports.dates import NoSuchDay, Order, order_of, read_date
from dueregard.authority.people.imports.rows import Problem, Row, Scheme
from dueregard.authority.people.vocabulary import Standing
from dueregard.ground.kernel.refusals import BadInput
from people_files import problems, read, rows, workbook

HEAD = "Forename,Surname,DOB,Payroll No,Ethnicity"
LINE = "Zoë,D'Arcy,29/02/1988,P7,98"
TABLE = f"{HEAD}\r\n{LINE}\r\n"


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("utf-16"),
        TABLE.encode("utf-16-le"),
        TABLE.encode("utf-16-be"),
        TABLE.encode("cp1252"),
        TABLE.replace(",", ";").encode(),
        TABLE.replace(",", "\t").encode(),
        ("sep=;\r\n" + TABLE.replace(",", ";")).encode(),
        ("Staff list, 21 November\r\n\r\n" + TABLE).encode(),
        TABLE.replace("D'Arcy", '"D\'Arcy"').encode(),
        TABLE.replace("\r\n", "\n").encode(),
        ("\r\n" * 500 + TABLE + ",,,\r\n" * 500).encode(),
        workbook([line.split(",") for line in (HEAD, LINE)]),
        workbook([line.split(",") for line in (HEAD, LINE.replace("29/02/1988", "32202"))]),
        workbook([line.split(",") for line in (HEAD, LINE.replace("29/02/1988", "30740"))], from_1904=True),
    ],
)
def test_the_same_person_is_read_from_whatever_wrote_the_table(content: bytes) -> None:
    [row] = rows(content)
    assert (row.given_names, row.family_name, row.date_of_birth) == ("Zoë", "D'Arcy", date(1988, 2, 29))
    assert (row.numbers, row.stays[0].standing) == (((Scheme.PAYROLL, "P7"),), Standing.STAFF)


def test_what_is_not_read_is_said() -> None:
    assert problems((HEAD + ",Shoe size\n" + LINE + ",9\n").encode()) == [
        (1, "Ethnicity", "nothing"),
        (1, "Shoe size", "nothing"),
    ]


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("Ada,,29/02/1987,P1", [(2, "DOB", "row")]),
        ("Ada,,13/13/1987,P1", [(2, "DOB", "row")]),
        ("Ada,,01/13/87,P1", [(2, "DOB", "row")]),
        ("Ada,,21/11/2099,P1", [(2, "DOB", "row")]),
        ("Ada,,soon,P1", [(2, "DOB", "row")]),
        (",,21/11/1999,P1", [(2, "Surname", "row")]),
        ("Ada,Lost\ufffd,21/11/1999,P1", [(2, "Surname", "row")]),
        ("Ada,,21/11/1999," + "9" * 41, [(2, "Payroll No", "value")]),
    ],
)
def test_what_is_wrong_with_a_line_is_said(line: str, where: list[tuple[int, str, str]]) -> None:
    head = "Forename,Surname,DOB,Payroll No"
    assert [p for p in problems(f"{head}\n{line}\n".encode()) if p[0] == 2] == where


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        ((), None),
        (("2008-03-04", "4 March 2008"), None),
        (("05/05/2008",), None),
        (("03/04/2008",), Order.EITHER),
        (("03/04/2008", "13/04/2008"), Order.DAY_FIRST),
        (("03/04/2008", "04/13/2008"), Order.MONTH_FIRST),
        (("13/04/2008", "04/13/2008"), Order.MIXED),
    ],
)
def test_the_order_of_dates_is_the_columns(cells: tuple[str, ...], order: Order | None) -> None:
    assert order_of(cells) == order


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("03/04/2008", Order.DAY_FIRST, date(2008, 4, 3)),
        ("03/04/2008", Order.MONTH_FIRST, date(2008, 3, 4)),
        ("3.4.2008", Order.DAY_FIRST, date(2008, 4, 3)),
        ("2008-04-03", Order.MONTH_FIRST, date(2008, 4, 3)),
        ("2008-04-03T00:00:00", Order.DAY_FIRST, date(2008, 4, 3)),
        ("03/04/2008 09:30", Order.DAY_FIRST, date(2008, 4, 3)),
        ("20080403", Order.DAY_FIRST, date(2008, 4, 3)),
        ("3 April 2008", Order.MONTH_FIRST, date(2008, 4, 3)),
        ("03-Apr-2008", Order.DAY_FIRST, date(2008, 4, 3)),
        ("39541", Order.DAY_FIRST, date(2008, 4, 3)),
        ("39541.75", Order.DAY_FIRST, date(2008, 4, 3)),
        ("13/04/2008", Order.MIXED, date(2008, 4, 13)),
        ("04/13/2008", Order.MIXED, date(2008, 4, 13)),
    ],
)
def test_a_date_is_read(cell: str, order: Order, day: date) -> None:
    assert read_date(cell, order) == day


@pytest.mark.parametrize(
    "cell", ["03/04/2008", "31/04/2008", "1/2/08", "12", "0", "3 Foo 2008", "99999", "٣/٤/٢٠٠٨"]
)
def test_what_is_no_date_in_a_column_of_two_orders_is_said(cell: str) -> None:
    if cell == "99999":
        assert read_date(cell, Order.MIXED) == date(2173, 10, 13)
        return
    with pytest.raises(NoSuchDay):
        read_date(cell, Order.MIXED)


def test_a_column_that_does_not_show_its_order_is_said_to() -> None:
    table = b"Surname,DOB,ULN\nOkoro,03/04/2008,\nLind,04/03/2008,\n"
    assert problems(table) == [(1, "DOB", "nothing")]
    month_first = told(
        {
            "columns": {"Surname": "family-name", "DOB": "date-of-birth"},
            "standing": "learner",
            "dates": "month-first",
        }
    )
    assert [row.date_of_birth for row in rows(table, month_first)] == [date(2008, 3, 4), date(2008, 4, 3)]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "nothing in this file"),
        (b"\n\n  \n", "nothing in this file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "before 2007"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04 not really", "damaged"),
        (b"a,b\n\x81\x8d", "cannot be made out"),
        (b"\x01\x02\x00\x03" * 10 + b"\xff" * 400, "not a table"),
        (b",".join(b"x" for _ in range(201)), "200 columns"),
        (workbook([["a"]], more={"xl/vbaProject.bin": b"x"}), "macros"),
        (workbook([["a"]], more={"xl/media/a.bin": b"\0" * 11_000_000}), "many times as large"),
        (workbook([], sheet='<row r="1"><c r="XFD1"><v>1</v></c></row>'), "200 columns"),
        (workbook([], sheet='<row r="1"><c r="ZZZZ1"><v>1</v></c></row>'), "damaged"),
        (workbook([], sheet=" "), "nothing in this file"),
    ],
)
def test_what_cannot_be_read_at_all_is_refused_in_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        read(content)


def test_a_document_type_in_a_workbook_is_refused() -> None:
    whole, packed = workbook([["Surname"], ["Okoro"]]), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            bomb = b'<!DOCTYPE x [<!ENTITY a "b">]>' if "sheet1" in name else b""
            target.writestr(name, bomb + content)
    with pytest.raises(BadInput, match="DOCTYPE"):
        read(packed.getvalue())


def test_a_far_cell_and_a_million_empty_rows_take_no_memory() -> None:
    head = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in ("Surname", "ULN"))
    far = '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>Okoro</t></is></c></row>'
    assert [row.row for row in rows(workbook([], sheet=f"<row>{head}</row>{'<row/>' * 1000}{far}"))] == [
        1_048_576
    ]


def test_a_formula_gives_what_it_last_came_to_and_one_without_is_said() -> None:
    row = (
        '<row r="2"><c r="A2" t="str"><f>UPPER("okoro")</f><v>OKORO</v></c><c r="B2"><f>1/0</f></c>'
        '<c r="C2" t="e"><f>X</f><v>#REF!</v></c></row>'
    )
    head = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in ("Surname", "ULN", "Course"))
    content = workbook([], sheet=f"<row>{head}</row>{row}")
    assert [found.family_name for found in rows(content)] == ["OKORO"]
    assert {place for _, place, _ in problems(content)} >= {"B2", "C2"}


def test_merged_cells_over_several_lines_are_said() -> None:
    merges = '<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="B2:B3"/></mergeCells>'
    content = workbook([["Surname", "ULN"], ["Okoro", ""], ["Lind", ""]], after=merges)
    assert (2, "B", "nothing") in problems(content)
    assert (1, "A", "nothing") not in problems(content)


def test_an_open_quotation_mark_stops_the_file() -> None:
    content = ('Surname,ULN\nOkoro,\n"Lind,\n' + "x,\n" * 25_000).encode()
    assert problems(content)[-1] == (3, "", "file")


def test_of_several_sheets_the_first_is_read_and_that_is_said() -> None:
    assert (0, "", "nothing") in problems(workbook([["Surname", "ULN"], ["Okoro", ""]], sheets=2))


@pytest.mark.parametrize(
    ("names", "fields"),
    [
        (["Employer name", "Learner name"], {"Employer name": Field.EMPLOYER, "Learner name": Field.NAME}),
        (["FIRST_NAME", "last-name"], {"FIRST_NAME": Field.GIVEN, "last-name": Field.FAMILY}),
        (["NI Number", "Ethnicity code", "LLDD", "Prior attainment", "Disability"], {}),
        (["Surname", "Last name"], {"Surname": Field.FAMILY}),
        (["Site manager"], {}),
    ],
)
def test_columns_are_guessed_by_whole_names(names: list[str], fields: dict[str, Field]) -> None:
    assert guess(names).columns == fields


@pytest.mark.parametrize(
    "document",
    [
        [],
        {"columns": {"A": "shoe-size"}},
        {"columns": {"NI number": "payroll-number"}},
        {"columns": {"A": "uln", "B": "uln"}},
        {"columns": {}, "standing": "king"},
        {"columns": {}, "dates": "mixed"},
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(document: object) -> None:
    with pytest.raises(BadInput):
        told(document)


def test_a_mapping_is_taken_back_as_it_was_kept() -> None:
    means = guess(["Surname", "ULN"])
    assert told(means.document()) == means


@pytest.mark.parametrize(
    ("said", "standing"),
    [
        ("Staff", Standing.STAFF),
        ("Governor", Standing.BOARD),
        ("board members", Standing.BOARD),
        ("Agency staff", Standing.AGENCY_STAFF),
        ("Apprentices", Standing.LEARNER),
        ("visitor", None),
    ],
)
def test_what_somebody_is_is_known_by_the_words_providers_use(said: str, standing: Standing | None) -> None:
    assert standing_called(said) is standing


@given(
    st.one_of(
        st.binary(max_size=400),
        st.text(max_size=200).map(lambda text: (HEAD + "\n" + text).encode("utf-8", "replace")),
    )
)
def test_whatever_a_table_holds_it_ends_in_a_message(content: bytes) -> None:
    try:
        found = read(content)
    except BadInput:
        return
    assert all(isinstance(one, Row | Problem) for one in found)


@given(st.data())
def test_a_damaged_workbook_ends_in_a_message(data: st.DataObject) -> None:
    whole = bytearray(workbook([["Surname", "ULN"], ["Okoro", "1000000043"]]))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        read(bytes(whole))
    except BadInput:
        return
