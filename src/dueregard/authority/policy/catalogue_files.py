"""Reading a catalogue from its file, or saying all that is wrong with it, each fault with its row and column.

The file is a CSV in UTF-8, as a spreadsheet writes it: first what it is, a name and a value in each row; an empty row;
then a heading and the rows. A table that begins with its heading says nothing of itself, and is read as a plain list.
"""

import csv
import io
from collections.abc import Mapping, Sequence

from ...ground.kernel.refusals import BadInput
from ...ground.reference.vocabulary import Confidence, Extent
from .blocks import REQUIREMENT_ID
from .catalogue import Catalogue, Force, Header, Requirement, Says
from .catalogue_cells import Cells, Faults, check_words, meant, split

MOST_BYTES, MOST_ROWS = 1_000_000, 2_000
PLAIN = ("id", "requirement", "parameters", "evidence")
"""What a plain list has to have."""
COLUMNS = (*PLAIN, "section", "says", "force", "confidence", "audience", "ages")
NEEDED = ("id", "requirement")
HEADER = (
    "document",
    "title",
    "edition",
    "dated",
    "in_force_from",
    "force",
    "confidence",
    "nation",
    "source",
    "cited_as",
    "read_as",
)
MAY_BE_EMPTY = frozenset({"dated", "in_force_from", "cited_as", "read_as"})
Line = tuple[int, list[str]]


def read_catalogue(data: bytes) -> Catalogue:
    """Read a catalogue; raises `BadInput` with every row and column that is wrong."""
    lines = _lines(data)
    first = lines[0][1] if lines else []
    if first and first[0].strip().casefold() in HEADER:
        return _with_header(lines)
    return _plain(lines)


def _lines(data: bytes) -> list[Line]:
    """Every row with its number; raises `BadInput` for what is no CSV in UTF-8, or too much of it."""
    if len(data) > MOST_BYTES:
        raise BadInput("This is not a catalogue: it is larger than 1 MB.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        row = data[: fault.start].count(b"\n") + 1
        raise BadInput(
            f"This is not a catalogue: row {row} is not in UTF-8. A spreadsheet saves it so as “CSV UTF-8”."
        ) from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: list[Line] = []
    try:
        for number, cells in enumerate(reader, 1):
            found.append((number, cells))
            if number > MOST_ROWS:
                raise BadInput(f"This is not a catalogue: it has more than {MOST_ROWS} rows.")
    except csv.Error:
        said = f"This is not a catalogue: after row {len(found)} it is no CSV; is a quotation mark open?"
        raise BadInput(said) from None
    return found


def _plain(lines: Sequence[Line]) -> Catalogue:
    head = lines[0][1] if lines else []
    missing = [column for column in PLAIN if column not in head]
    if missing:
        raise BadInput(f"This is not a catalogue: it has no column {', '.join(missing)}.")
    rows: dict[str, Requirement] = {}
    for number, cells in lines[1:]:
        if not cells:
            continue
        if len(cells) != len(head):
            raise BadInput(f"Row {number} of the catalogue does not have as many cells as its heading.")
        said = dict(zip(head, cells, strict=True))
        if said["id"] in rows:
            raise BadInput(f"Row {number} of the catalogue repeats the id {said['id']!r}.")
        rows[said["id"]] = Requirement(said["id"], said["requirement"], said["parameters"], said["evidence"])
    return Catalogue(rows)


def _with_header(lines: Sequence[Line]) -> Catalogue:
    faults = Faults()
    end = next((at for at, (_, cells) in enumerate(lines) if not any(map(str.strip, cells))), len(lines))
    header = _header(lines[:end], faults)
    body = [line for line in lines[end:] if any(map(str.strip, line[1]))]
    rows = _rows(body, header, faults)
    faults.refuse()
    return Catalogue(rows, header)


def _header(lines: Sequence[Line], faults: Faults) -> Header | None:
    said: dict[str, str] = {}
    at: dict[str, int] = {}
    for number, cells in lines:
        name, values = cells[0].strip().casefold(), list(map(_tidy, cells[1:]))
        if name not in HEADER:
            faults.add(number, name, f"no catalogue says this of itself.{meant(name, HEADER)}")
        elif name in said:
            faults.add(number, name, "this is said twice.")
        elif any(values[1:]):
            faults.add(number, name, "there is one value to a name; put quotation marks around a comma.")
        else:
            said[name], at[name] = values[0] if values else "", number
            check_words(number, name, said[name], faults)
    for name in HEADER:
        if not said.get(name) and name not in MAY_BE_EMPTY:
            faults.add(at.get(name, 1), name, "this is not given.")
    if faults.found:
        return None
    read = Cells(said, at, faults)
    header = Header(
        document=read.slug("document"),
        title=said["title"],
        edition=said["edition"],
        dated=read.dated("dated"),
        in_force_from=read.day("in_force_from"),
        force=read.several("force", Force),
        confidence=read.one("confidence", Confidence) or Confidence.UNSEEN,
        nation=read.one("nation", Extent) or Extent.BOTH,
        source=said["source"],
        cited_as=split(said.get("cited_as", "")),
        read_as=split(said.get("read_as", "")),
    )
    return None if faults.found else header


def _rows(lines: Sequence[Line], header: Header | None, faults: Faults) -> dict[str, Requirement]:
    if not lines:
        raise BadInput("This is not a catalogue: after an empty row it needs a heading and rows.")
    number, head = lines[0][0], [cell.strip().casefold() for cell in lines[0][1]]
    while head and not head[-1]:
        head.pop()
    for at, column in enumerate(head):
        if column not in COLUMNS:
            faults.add(number, column, f"no catalogue has such a column.{meant(column, COLUMNS)}")
        elif column in head[:at]:
            faults.add(number, column, "this column is there twice.")
    for column in NEEDED:
        if column not in head:
            faults.add(number, column, "this column is missing.")
    if faults.found or header is None:
        return {}
    rows: dict[str, Requirement] = {}
    for row, cells in lines[1:]:
        if any(cell.strip() for cell in cells[len(head) :]):
            faults.add(
                row, head[-1], "there are more cells than columns; is a comma without quotation marks?"
            )
            continue
        padded = [*cells, *("" for _ in head)]
        made = _row(row, dict(zip(head, map(_tidy, padded), strict=False)), header, rows, faults)
        rows.setdefault(made.id, made)
    if not rows:
        faults.add(number, "id", "there is no row under the heading.")
    return rows


def _row(
    number: int, said: Mapping[str, str], header: Header, before: Mapping[str, Requirement], faults: Faults
) -> Requirement:
    for column, value in said.items():
        check_words(number, column, value, faults)
    id = said["id"]
    if not REQUIREMENT_ID.fullmatch(id):
        faults.add(number, "id", f"{id!r} is no id of a requirement; write it like “KCSIE-07”.")
    elif id in before:
        faults.add(number, "id", f"{id} is there already.")
    elif before and id.partition("-")[0] != next(iter(before.values())).prefix:
        faults.add(number, "id", f"{id} does not begin like the ids above it.")
    if not said["requirement"]:
        faults.add(number, "requirement", "this row asks nothing; write what it asks.")
    read = Cells(said, dict.fromkeys(said, number), faults)
    return Requirement(
        id,
        said["requirement"],
        said.get("parameters", ""),
        said.get("evidence", ""),
        said.get("section", ""),
        read.one("says", Says),
        read.several("force", Force) or header.force,
        read.one("confidence", Confidence) or header.confidence,
        said.get("audience", ""),
        said.get("ages", ""),
    )


def _tidy(cell: str) -> str:
    """A cell without the breaks and blanks a spreadsheet leaves in it."""
    return " ".join(cell.split())
