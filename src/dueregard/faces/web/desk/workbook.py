"""The single central record as a workbook that opens clean: nothing in it is a formula or leads anywhere."""

from datetime import date, datetime
from io import BytesIO

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ....ground.crypto.operations import Shut, unseal
from ....ground.kernel.moments import LONDON, Moment
from ....work.training.central_record import CheckKind, Outcome
from ....work.training.controls.beside_checks import Beside, beside_checks
from ....work.training.models import Check
from ....work.training.queries.central_record import Grid, Line, grid
from ....work.training.queries.checks import every_row, one_of_each
from .check_words import KINDS, OUTCOMES, STANDINGS, learnt, said

_WIDE, _NARROW = 28, 18
_A3 = 8
"""The number by which spreadsheets know the size of paper."""


def workbook(moment: Moment, *, numbers: bool) -> bytes:
    """The grid on the first sheet, and on the second every check of those in it that was ever written down."""
    held = BytesIO()
    book = Workbook(
        held,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    dated = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
    found, beside = grid(moment), beside_checks(moment)
    _grid(_sheet(book, _("Record"), [*_headings(found, beside)], head), found, beside)
    columns = [
        _("Name"),
        _("Check"),
        _("How it came out"),
        _("Done on"),
        _("Look again on"),
        _("Written down"),
        _("Replaced"),
    ]
    if numbers:
        columns.append(_("Number of certificate"))
    _history(_sheet(book, _("History"), columns, head), found, moment, dated, numbers=numbers)
    book.close()
    return held.getvalue()


def _sheet(book: Workbook, name: str, columns: list[str], head: Format) -> Worksheet:
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 0, _WIDE)
    sheet.set_column(1, len(columns) - 1, _NARROW)
    for at, heading in enumerate(columns):
        sheet.write_string(0, at, heading, head)
    return sheet


def _headings(found: Grid, beside: tuple[Beside, ...]) -> list[str]:
    checks = (str(KINDS[kind]) for kind in found.kinds)
    return [_("Name"), _("Stands here as"), _("Sites"), *checks, *(one.title for one in beside)]


def _grid(sheet: Worksheet, found: Grid, beside: tuple[Beside, ...]) -> None:
    for at, line in enumerate(found.lines, 1):
        training = (learnt(one.lines.get(line.person))[1] for one in beside)
        for column, text in enumerate([*_cells(line, found.kinds), *training]):
            sheet.write_string(at, column, text)


def _cells(line: Line, kinds: tuple[CheckKind, ...]) -> list[str]:
    standings = ", ".join(str(STANDINGS[one]) for one in line.standings)
    checks = (said(line.cells[kind]) if kind in line.cells else "" for kind in kinds)
    return [line.name, standings, ", ".join(line.sites), *checks]


def _history(sheet: Worksheet, found: Grid, moment: Moment, dated: Format, *, numbers: bool) -> None:
    rows = every_row(moment)
    replaced = {row.replaces_id for row in rows}
    first, names = one_of_each(moment), {line.person: line.name for line in found.lines}
    here = (row for row in rows if first(row.person_id) in names)
    for at, row in enumerate(here, 1):
        sheet.write_string(at, 0, names[first(row.person_id)])
        sheet.write_string(at, 1, str(KINDS[CheckKind(row.kind)]))
        sheet.write_string(at, 2, _("taken back") if row.withdrawn else str(OUTCOMES[Outcome(row.outcome)]))
        for column, day in ((3, row.done_on), (4, row.follow_up_on), (5, _london(row.recorded_at))):
            if day is not None:
                sheet.write_datetime(at, column, datetime(day.year, day.month, day.day), dated)  # noqa: DTZ001
        sheet.write_string(at, 6, _("yes") if row.id in replaced else "")
        if numbers:
            sheet.write_string(at, 7, _number(row))


def _number(row: Check) -> str:
    if row.number is None or row.key is None:
        return ""
    try:
        return unseal(row, "number", row.key)
    except Shut:
        return _("cannot be opened now")


def _london(at: datetime) -> date:
    return at.astimezone(LONDON).date()
