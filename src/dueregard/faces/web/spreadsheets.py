"""Lists that people take away and open in a spreadsheet: nothing in them is taken for a formula."""

import csv
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

_FORMULAS = "=+-@\t\r"


def csv_answer(name: str, head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A CSV file that Excel opens as what it is. `name`: one of ours that tells nothing of anybody."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer["Cache-Control"] = "no-store"
    answer.write("\ufeff")
    written = csv.writer(answer)
    written.writerow([str(one) for one in head])
    written.writerows([harmless("" if cell is None else str(cell)) for cell in row] for row in rows)
    return answer


def harmless(cell: str) -> str:
    """Words that a spreadsheet will not take for a formula."""
    return f"'{cell}" if cell[:1] in _FORMULAS and cell else cell
