"""What a policy ought to meet, and which of it its controls claim to."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...ground.kernel.refusals import BadInput
from .pack import Control, Pack
from .problems import Problem, error

COLUMNS = ("id", "requirement", "parameters", "evidence")


@dataclass(frozen=True, slots=True)
class Requirement:
    """One row of a catalogue."""

    id: str
    requirement: str
    parameters: str
    evidence: str


Catalogue = Mapping[str, Requirement]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a policy claims a catalogue, in the catalogue's order."""

    required: int
    claimed: tuple[str, ...]
    unclaimed: tuple[str, ...]
    unknown_ids: tuple[str, ...]
    """Ids the policy cites that the catalogue does not hold."""


def read_catalogue(data: bytes) -> dict[str, Requirement]:
    """Read a catalogue (CSV with `COLUMNS`); raises `BadInput` with the row that is wrong."""
    try:
        rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig")), strict=True)
        missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
        if missing:
            raise BadInput(f"This is not a catalogue: it has no column {', '.join(missing)}.")
        catalogue: dict[str, Requirement] = {}
        for row in rows:
            if None in row or None in row.values():
                raise BadInput(
                    f"Row {rows.line_num} of the catalogue does not have as many cells as its heading."
                )
            if row["id"] in catalogue:
                raise BadInput(f"Row {rows.line_num} of the catalogue repeats the id {row['id']!r}.")
            catalogue[row["id"]] = Requirement(*(row[column] for column in COLUMNS))
    except (UnicodeDecodeError, csv.Error) as fault:
        raise BadInput("This is not a catalogue: a catalogue is a CSV file in UTF-8.") from fault
    return catalogue


def claims(controls: Iterable[Control]) -> dict[str, list[Control]]:
    """Each cited requirement, with the controls that claim it."""
    claimed: dict[str, list[Control]] = {}
    for control in controls:
        for id in control.block.meets:
            claimed.setdefault(id, []).append(control)
    return claimed


def coverage(pack: Pack, rows: Catalogue) -> Coverage:
    """Which rows of a catalogue the policy claims, which not, and which claims are of no row."""
    claimed = claims(pack.controls)
    return Coverage(
        required=len(rows),
        claimed=tuple(id for id in rows if id in claimed),
        unclaimed=tuple(id for id in rows if id not in claimed),
        unknown_ids=tuple(sorted(id for id in claimed if id not in rows)),
    )


def check_meets(controls: Iterable[Control], catalogues: Mapping[str, Catalogue]) -> list[Problem]:
    """Claims of requirements that their catalogue (found by the prefix of the id) does not hold."""
    return [
        error(*c.places.find(("meets", at)), f"{c.name}.meets", f"the catalogue has no requirement {id!r}.")
        for c in controls
        for at, id in enumerate(c.block.meets)
        if (rows := catalogues.get(id.split("-")[0])) is not None and id not in rows
    ]
