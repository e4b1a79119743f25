"""A catalogue as its file: what `catalogue_files` reads back as the same."""

import csv
import io

from .catalogue import Catalogue, Requirement
from .catalogue_files import COLUMNS, HEADER


def write_catalogue(catalogue: Catalogue) -> str:
    """The file of a catalogue that says what it is. Columns in which no row says anything are left out."""
    if catalogue.header is None:
        raise ValueError("a plain list does not say what it is drawn up from")
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    for name in HEADER:
        if said := _cell(getattr(catalogue.header, name)):
            lines.writerow([name, said])
    out.write("\n")
    columns = [name for name in COLUMNS if any(getattr(row, name) for row in catalogue.values())]
    lines.writerow(columns)
    lines.writerows(_row(row, columns) for row in catalogue.values())
    return out.getvalue()


def _row(row: Requirement, columns: list[str]) -> list[str]:
    return [_cell(getattr(row, name)) for name in columns]


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else str(value)
