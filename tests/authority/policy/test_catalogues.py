"""Catalogues as files: what they say of themselves, what is wrong with one, and that nothing is lost in reading."""

import csv
import io
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.authority.policy.catalogue import Force, Says
from dueregard.authority.policy.catalogue_files import COLUMNS, MOST_BYTES, MOST_ROWS, read_catalogue
from dueregard.authority.policy.catalogue_writing import write_catalogue
from dueregard.authority.policy.catalogues import CATALOGUES, GUIDANCE, catalogue, guidance
from dueregard.authority.policy.hidden import HIDDEN
from dueregard.ground.kernel.refusals import BadInput
from dueregard.ground.reference.shipped import shipped_facts
from dueregard.ground.reference.vocabulary import Confidence, Extent, Sort

HEAD = {
    "document": "harbour-code",
    "title": "The harbour code",
    "edition": "2026",
    "dated": "2026-07",
    "in_force_from": "2026-09-01",
    "force": "statutory; by funding agreement",
    "confidence": "b",
    "nation": "England",
    "source": "Invented",
    "cited_as": "Harbour code; The code",
    "read_as": "harbour-code",
}
ROWS = [
    ["id", "section", "requirement", "says", "force", "confidence", "audience", "ages"],
    ["HC-01", "Part one", "Ropes are coiled.", "must", "", "", "all staff", "under 18"],
    ["HC-02", "", "Lamps are lit.", "", "guidance", "C", "", ""],
]


def written(head: dict[str, str], rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([*([name, value] for name, value in head.items()), [], *rows])
    return out.getvalue().encode()


def changed(head: dict[str, str | None] | None = None, **cells: str) -> bytes:
    """The good file with another header, or with other cells of its second row (the fourteenth of the file)."""
    header = {name: value for name, value in (HEAD | (head or {})).items() if value is not None}
    row = [cells.get(column, cell) for column, cell in zip(ROWS[0], ROWS[1], strict=True)]
    return written(header, [ROWS[0], row, ROWS[2]])


def test_what_a_file_says_of_itself_and_asks() -> None:
    found = read_catalogue(written(HEAD, ROWS))
    assert found.header is not None
    assert (found.header.document, found.header.dated) == ("harbour-code", "2026-07")
    assert found.header.in_force_from == date(2026, 9, 1)
    assert found.header.force == (Force.STATUTORY, Force.FUNDING)
    assert (found.header.confidence, found.header.nation) == (Confidence.SECONDARY, Extent.ENGLAND)
    assert found.header.cited_as == ("Harbour code", "The code")
    one, other = found.values()
    assert (one.says, one.bound_by, one.confidence) == (
        Says.MUST,
        "statutory or by funding agreement",
        Confidence.SECONDARY,
    )
    assert (other.says, other.force, other.confidence) == (None, (Force.GUIDANCE,), Confidence.UNSEEN)
    assert (one.section, one.audience, one.ages, other.ages) == ("Part one", "all staff", "under 18", "")


def test_a_spreadsheet_may_fill_its_rows_up() -> None:
    filled = "\r\n".join(line + "," * 9 for line in written(HEAD, ROWS).decode().splitlines())
    assert read_catalogue(b"\xef\xbb\xbf" + filled.encode()) == read_catalogue(written(HEAD, ROWS))


WRONG: list[tuple[bytes, str]] = [
    (changed({"edition": None}), "Row 1, “edition”: this is not given."),
    (changed({"colour": "red"}), "Row 12, “colour”: no catalogue says this of itself. There are: "),
    (changed({"editon": "1"}), "Row 12, “editon”: no catalogue says this of itself. Is “edition” meant?"),
    (changed({"force": "binding"}), "Row 6, “force”: 'binding' is none of: statutory, by funding agreement"),
    (changed({"nation": "Scotland"}), "Row 8, “nation”: 'Scotland' is none of: england, wales"),
    (changed({"dated": "July 2026"}), "Row 4, “dated”: 'July 2026' is no date"),
    (changed({"dated": "2026-02-30"}), "Row 4, “dated”: '2026-02-30' is no date"),
    (changed({"in_force_from": "2026-09"}), "Row 5, “in_force_from”: '2026-09' is no day"),
    (changed({"document": "Harbour Code"}), "Row 1, “document”: 'Harbour Code' is no id"),
    (changed(id="HC-02"), "Row 15, “id”: HC-02 is there already."),
    (changed(id="HC 1"), "Row 14, “id”: 'HC 1' is no id of a requirement"),
    (changed(id="XX-01"), "Row 15, “id”: HC-02 does not begin like the ids above it."),
    (changed(requirement=""), "Row 14, “requirement”: this row asks nothing"),
    (changed(says="may"), "Row 14, “says”: 'may' is none of: must, should."),
    (changed(confidence="X"), "Row 14, “confidence”: 'X' is none of: A, B, C."),
    (
        changed(requirement="Lamps\u202e are lit."),
        "Row 14, “requirement”: there is a character that cannot be",
    ),
    (changed(requirement="=1+1"), "Row 14, “requirement”: a spreadsheet would run what begins with '='"),
    (changed({"source": "@me"}), "Row 9, “source”: a spreadsheet would run what begins with '@'"),
    (changed(requirement="x" * 2_001), "Row 14, “requirement”: this has 2001 characters; at most 2000."),
    (written(HEAD, [["id", "requirment"], ["HC-01", "A"]]), "Row 13, “requirment”: no catalogue has such a"),
    (written(HEAD, [["id", "id", "requirement"]]), "Row 13, “id”: this column is there twice."),
    (written(HEAD, [["id", "section"], ["HC-01", "A"]]), "Row 13, “requirement”: this column is missing."),
    (written(HEAD, [["id", "requirement"]]), "Row 13, “id”: there is no row under the heading."),
    (written(HEAD, [["id", "requirement"], ["HC-01", "A", "B"]]), "Row 14, “requirement”: there are more"),
    (written(HEAD, []), "This is not a catalogue: after an empty row it needs a heading and rows."),
    (written(HEAD, ROWS).replace(b",Invented", b",Invented,too"), "Row 9, “source”: there is one value"),
    (written(HEAD, ROWS).decode().encode("utf-16"), "This is not a catalogue: row 1 is not in UTF-8."),
    (
        changed(requirement="Café").decode().encode("cp1252"),
        "This is not a catalogue: row 14 is not in UTF-8.",
    ),
    (written(HEAD, ROWS) + b'"', "This is not a catalogue: after row 15 it is no CSV"),
    (b"x" * (MOST_BYTES + 1), "This is not a catalogue: it is larger than 1 MB."),
    (written(HEAD, ROWS) + b"\n" * MOST_ROWS, f"This is not a catalogue: it has more than {MOST_ROWS} rows."),
    (b"\x89PNG\r\n\x1a\n", "This is not a catalogue: row 1 is not in UTF-8."),
    (b"PK\x03\x04", "This is not a catalogue: it has no column id"),
]


@pytest.mark.parametrize(("data", "said"), WRONG)
def test_what_is_wrong_is_said_with_its_row_and_column(data: bytes, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_catalogue(data)
    assert refused.value.sentence.startswith(said)


def test_all_that_is_wrong_is_said_at_once_and_not_without_end() -> None:
    rows = [ROWS[0], *([f"HC-{n}", "", "", "perhaps", "", "", "", ""] for n in range(30))]
    with pytest.raises(BadInput) as refused:
        read_catalogue(written(HEAD, rows))
    lines = refused.value.sentence.split("\n")
    assert len(lines) == 21
    assert lines[-1] == "And 40 more like these."


def test_a_list_that_says_nothing_of_itself_is_read_as_ever() -> None:
    found = read_catalogue(b"id,seed,requirement,parameters,evidence\nS0-1,000,A,p,E\n")
    assert found.header is None
    assert [(row.id, row.parameters, row.force, row.confidence) for row in found.values()] == [
        ("S0-1", "p", (), None)
    ]


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf")), max_size=60).filter(
    lambda text: not HIDDEN.search(text) and text.strip()[:1] not in ("=", "+", "-", "@")
)


@given(st.lists(st.tuples(WORDS.filter(str.split), WORDS, WORDS), min_size=1, max_size=8))
def test_what_is_written_is_read(said: list[tuple[str, str, str]]) -> None:
    rows = [[f"HC-{n}", *cells] for n, cells in enumerate(said)]
    found = read_catalogue(written(HEAD, [["id", "requirement", "section", "audience"], *rows]))
    tidy = [tuple(" ".join(cell.split()) for cell in cells) for cells in said]
    assert [(row.requirement, row.section, row.audience) for row in found.values()] == tidy


@pytest.mark.parametrize("name", CATALOGUES + GUIDANCE)
def test_a_catalogue_is_written_as_it_was_read(name: str) -> None:
    assert read_catalogue(write_catalogue(catalogue(name)).encode()) == catalogue(name)


@given(
    st.lists(
        st.tuples(
            WORDS.filter(str.split), WORDS, st.sampled_from(["", "must"]), st.sampled_from(["", "C"]), WORDS
        ),
        min_size=1,
        max_size=6,
    )
)
def test_whatever_a_list_asks_is_written_as_it_was_read(said: list[tuple[str, str, str, str, str]]) -> None:
    columns = ["id", "requirement", "section", "says", "confidence", "ages"]
    found = read_catalogue(written(HEAD, [columns, *([f"HC-{n}", *cells] for n, cells in enumerate(said))]))
    assert read_catalogue(write_catalogue(found).encode()) == found


@given(st.binary(max_size=300))
def test_whatever_comes_is_read_or_refused(data: bytes) -> None:
    for text in (data, b"document,x\n" + data):
        with suppress(BadInput):
            read_catalogue(text)


@pytest.mark.parametrize("name", CATALOGUES + GUIDANCE)
def test_every_catalogue_says_what_it_is_drawn_up_from(name: str) -> None:
    found = catalogue(name)
    assert found.header is not None
    assert found.header.document == name
    assert len(found.prefixes) == 1
    assert all(row.force and row.confidence for row in found.values())
    own = name in CATALOGUES
    assert (found.header.force == (Force.OWN,)) == own


def test_no_two_catalogues_share_an_id() -> None:
    prefixes = [prefix for name in CATALOGUES + GUIDANCE for prefix in catalogue(name).prefixes]
    assert len(prefixes) == len(set(prefixes)) == len(CATALOGUES + GUIDANCE)


def test_guidance_says_what_binds_to_each_row_and_whom_it_protects() -> None:
    prevent, kcsie = guidance()
    assert {row.ages for row in kcsie.values()} == {"under 18"}
    assert {row.ages for row in prevent.values()} == {""}
    bound = {force for row in kcsie.values() for force in row.force}
    assert bound == {Force.STATUTORY, Force.FUNDING}
    assert all(row.section for one in guidance() for row in one.values())
    assert all(Force.STATUTORY in row.force for row in prevent.values() if row.section.startswith("Counter"))


@pytest.mark.parametrize("found", guidance())
def test_the_edition_is_the_one_that_is_known_to_be_in_force(found: Any) -> None:
    known = [
        fact
        for fact in shipped_facts()
        if fact.sort is Sort.GUIDANCE and set(found.header.cited_as) & set(fact.content.cited_as)  # type: ignore[attr-defined]
    ]
    (current,) = (fact for fact in known if fact.until is None)
    assert (current.content.edition, current.nation) == (found.header.edition, found.header.nation)  # type: ignore[attr-defined]
    assert current.since == found.header.in_force_from
    assert str(current.content.dated) == found.header.dated  # type: ignore[attr-defined]


def test_every_column_is_read() -> None:
    assert set(COLUMNS) == set(catalogue("kcsie")["KCSIE-01"].__slots__)
