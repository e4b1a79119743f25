"""A table of another product: every cell of it stands as it came, and what cannot be read is said by row and column."""

import io
import zipfile
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance.transfer.exports import HEAD, KIT, csv, read
from dueregard.assurance.transfer.foreign import MOST_LINES, open_sheet, time_in
from dueregard.assurance.transfer.rules.columns import Field, guess
from dueregard.authority.people.imports.dates import NoSuchDay, Order
from dueregard.authority.people.imports.rows import Problem
from dueregard.ground.kernel.moments import LONDON
from dueregard.ground.kernel.refusals import BadInput
from people_files import workbook


def said(problems: tuple[Problem, ...]) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.message) for one in problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_cell_that_was_named_stands_as_it_came_in_any_encoding(encoding: str) -> None:
    sheet, taken = read(csv(encoding=encoding))
    assert sheet.names == tuple(HEAD.split(","))
    assert (taken.problems, taken.order) == ((), Order.DAY_FIRST)
    kit, robin, later = taken.entries
    assert kit.said == {
        Field.PERSON: "Kit Marlow",
        Field.DATE: "13/02/2026 14:05",
        Field.CATEGORY: "Online",
        Field.WORDS: "“He showed me a picture.”",
        Field.AUTHOR: "T. Utor",
        Field.DONE: "Spoke to Kit",
        Field.OUTCOME: "Being watched",
    }
    assert (kit.line, kit.at, kit.to_the) == (2, datetime(2026, 2, 13, 14, 5, tzinfo=UTC), "minute")
    # What looks like a formula is text, as somebody may have written it.
    assert (robin.said[Field.WORDS], robin.to_the) == ("=HYPERLINK(x)", "day")
    # A space more makes nobody another person; what stands in the file stays.
    assert {who: [one.line for one in of] for who, of in taken.people().items()} == {
        "Kit Marlow": [2, 4],
        "Robin Åberg": [3],
    }
    assert later.said[Field.PERSON] == "Kit  Marlow"


def test_a_workbook_is_read_as_a_table_is_and_what_a_formula_came_to_is_asked_for() -> None:
    rows = (
        '<row r="1"><c r="A1" t="str"><v>Learner</v></c><c r="B1" t="str"><v>Date</v></c>'
        '<c r="C1" t="str"><v>Notes</v></c></row>'
        '<row r="2"><c r="A2" t="str"><v>Kit</v></c><c r="B2"><v>46066.586805556</v></c>'
        '<c r="C2" t="str"><f>A1</f><v>Quiet.</v></c></row>'
        '<row r="3"><c r="A3" t="str"><v>Kit</v></c><c r="B3"><v>46067</v></c><c r="C3"><f>A1</f></c></row>'
    )
    book = workbook([], sheet=rows, sheets=2)
    _, taken = read(book)
    (one,) = taken.entries
    assert (one.at, one.to_the, one.said[Field.WORDS]) == (
        datetime(2026, 2, 13, 14, 5, tzinfo=UTC),
        "minute",
        "Quiet.",
    )
    assert said(taken.problems) == [
        (0, "", "This workbook has several sheets. Only the first of them is read."),
        (3, "C3", "This cell holds a formula without a result, or one that failed. Save it as a value."),
        (3, "Notes", "Nothing was written here."),
    ]
    assert taken.lost == 1


@pytest.mark.parametrize(
    ("line", "column", "sentence"),
    [
        ("Kit,31/02/2026,,Quiet.", "Incident date", "There is no such day."),
        (
            "Kit,yesterday,,Quiet.",
            "Incident date",
            "This is not a date. Write it like 04/03/2008 or 2008-03-04.",
        ),
        ("Kit,13/02/26,,Quiet.", "Incident date", "Write the year with four digits."),
        ("Kit,13/02/1826,,Quiet.", "Incident date", "This is before 1900. Write the year with four digits."),
        ("Kit,13/02/2026 25:10,,Quiet.", "Incident date", "There is no such time of day."),
        ("Kit,13/02/2026 10:00+99:99,,Quiet.", "Incident date", "There is no such time zone."),
        ("Kit,29/03/2025 01:30,,Quiet.", "", ""),
        (
            "Kit,30/03/2025 01:30,,Quiet.",
            "Incident date",
            "01:30 did not exist on 30 March 2025: the clocks went forward that night.",
        ),
        ("Kit,13/05/2026,,Quiet.", "Incident date", "This day is still to come."),
        ("Kit,,,Quiet.", "Incident date", "There is no date here."),
        (",13/02/2026,,Quiet.", "Student", "Nobody is named here, so nobody can say whose it is."),
        ("Kit,13/02/2026,Online,", "Details", "Nothing was written here."),
        (
            f"{'K' * 201},13/02/2026,,Quiet.",
            "Student",
            "This is longer than any name. Choose the column with the name.",
        ),
    ],
)
def test_what_is_wrong_is_said_by_row_and_column_and_takes_no_other_line_with_it(
    line: str, column: str, sentence: str
) -> None:
    _, taken = read(csv(KIT, line))
    assert said(taken.problems) == ([(3, column, sentence)] if column else [])
    assert [one.line for one in taken.entries] == ([2] if column else [2, 3])


def test_dates_that_can_be_read_two_ways_are_asked_about_once_for_the_file() -> None:
    both = csv("Kit,03/04/2025,,Quiet.", "Kit,05/06/2025,,Loud.")
    _, taken = read(both)
    assert (taken.order, taken.lost) == (Order.EITHER, 2)
    for order, day in ((Order.DAY_FIRST, (4, 3)), (Order.MONTH_FIRST, (3, 4))):
        _, taken = read(both, order)
        assert (taken.problems, (taken.entries[0].at.month, taken.entries[0].at.day)) == ((), day)
    # What shows itself is not overruled by whoever says otherwise, and two orders at once are read in none.
    _, taken = read(csv("Kit,03/04/2025,,Quiet.", "Kit,13/04/2025,,Loud."), Order.MONTH_FIRST)
    assert (taken.order, taken.entries[0].at.month) == (Order.DAY_FIRST, 4)
    _, taken = read(csv("Kit,03/04/2025,,Quiet.", "Kit,13/04/2025,,Loud.", "Kit,04/13/2025,,Hm."))
    assert (taken.order, [one.row for one in taken.problems]) == (Order.MIXED, [2])


@given(
    day=st.dates(date(1990, 1, 1), date(2026, 3, 3)),
    clock=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    pattern=st.sampled_from(["%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M", "%d %b %Y %I:%M %p", "%Y-%m-%d %H:%M:%S"]),
)
def test_a_time_that_was_written_is_read_as_what_it_was(day: date, clock: time, pattern: str) -> None:
    at = datetime.combine(day, clock, LONDON)
    try:
        found, to_the = time_in(at.strftime(pattern), Order.DAY_FIRST)
    except BadInput:
        return  # an hour that the clocks skipped or gave twice
    assert (found.astimezone(LONDON), to_the) == (at, "minute")


def test_a_time_with_its_zone_is_that_instant() -> None:
    assert time_in("2025-07-01T12:00:00Z", Order.EITHER) == (datetime(2025, 7, 1, 12, tzinfo=UTC), "minute")
    assert time_in("2025-07-01T12:00+01:00", Order.EITHER)[0] == datetime(2025, 7, 1, 11, tzinfo=UTC)
    with pytest.raises(NoSuchDay):
        time_in("1 July 2025 13:00 pm", Order.DAY_FIRST)


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (40 << 20))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "There is nothing in this file."),
        (b"\r\n \r\n", "There is nothing in this file."),
        (b"%PDF-1.7 x", "This is a PDF. It goes with one record"),
        (b"<html>", "This is no table."),
        (b"PK\x03\x04 and no more", "This workbook is damaged"),
        (bomb(), "an inside many times as large as its outside"),
        (b"Student,Details\r\n" * 20 + b"\x00", "This is not a table in text"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        open_sheet(io.BytesIO(data))


def test_a_file_of_more_lines_than_anybody_sorts_is_refused_and_one_of_as_many_is_read() -> None:
    lines = ["Kit Marlow,13/02/2026,,Quiet."] * 10_000 + ["Robin,13/02/2026,,Quiet."] * 20_000
    _, taken = read(csv(*lines, *["Sam,13/02/2026,,Quiet."] * 20_001)[: -len("Sam,13/02/2026,,Quiet.") - 2])
    assert (len(taken.entries), taken.problems) == (MOST_LINES, ())
    _, taken = read(csv(*["Sam,13/02/2026,,Quiet."] * 20_001))
    assert [one.row for one in taken.stops] == [20_002]
    with pytest.raises(BadInput, match="more than 50,000 lines"):
        read(csv(*lines, *lines))


def test_columns_are_guessed_by_their_names_and_a_title_above_them_is_passed_over() -> None:
    sheet, taken = read(b"Export of 3 March\r\n\r\n" + csv(KIT))
    assert (sheet.head, taken.entries[0].line) == (3, 4)
    assert guess(["Date", "Date", "Notes", "Shoe size"]) == {Field.DATE: 0, Field.WORDS: 2}
    for data, sentence in (
        (HEAD.encode(), "Beneath the names of the columns there is no line."),
        (b"Shoe size,Hat\r\n7,8", "Say which columns hold the day, what was written, and whom it is about."),
    ):
        assert [one.message for one in read(data)[1].stops] == [sentence]
