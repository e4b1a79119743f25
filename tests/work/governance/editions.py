"""An invented text and its editions, as files."""

import csv
import io

HEAD = {
    "document": "harbour-code",
    "title": "The harbour code",
    "edition": "2026",
    "dated": "2026-01",
    "in_force_from": "2026-02-01",
    "force": "guidance",
    "confidence": "C",
    "nation": "england",
    "source": "Invented",
    "cited_as": "Harbour code",
    "read_as": "harbour-code",
}
ROWS = {
    "HC-01": ("Part one", "Ropes are coiled.", "guidance"),
    "HC-02": ("Part one", "Lamps are lit at dusk.", "guidance"),
    "HC-03": ("Part two", "Somebody keeps the gate.", "guidance"),
}
NEXT_ROWS = {
    "HC-01": ("Part one", "Ropes are coiled.", "guidance"),
    "HC-02": ("Part one", "Lamps are lit before dusk.", "statutory"),
    "HC-04": ("Part two", "The bell is rung in fog.", "guidance"),
}


def written(rows: dict[str, tuple[str, str, str]] = ROWS, **head: str) -> str:
    """The file of an edition."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerows((HEAD | head).items())
    lines.writerows([[], ["id", "section", "requirement", "force"]])
    lines.writerows([id, *cells] for id, cells in rows.items())
    return out.getvalue()


FIRST = written()
NEXT = written(NEXT_ROWS, edition="2027", dated="2026-02", in_force_from="2026-04-01")
