"""Reports to a board: made for a meeting, kept as made, taken out as PDF or Word, and noted in the minutes."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from ....assurance.reports.board_paper import TITLE, board_sheet
from ....assurance.reports.drawing_up import boards
from ....assurance.reports.operations import LONGEST, make_report, note_minute
from ....assurance.reports.queries import Made, report_made, reports_made, ruling_on_reporting
from ....ground.kernel.refusals import NothingHere
from ....mechanisms.documents.pdf_out import pdf_file
from ....mechanisms.documents.word_out import word_file
from ..forms.fields import Narrative, Pick
from ..forms.times import Day
from ..scope import Visit
from ..writing import filled
from .pages import shared

KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""What a report is taken out as."""


class ReportForm(forms.Form):
    """For which meeting of which board."""

    board = Pick(label=_("For which board?"))
    meeting_on = Day(label=_("When does it meet?"))

    def __init__(self, *args: Any, names: tuple[str, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["board"]
        if names:
            field.choices = [(one, one) for one in names]
        else:
            del self.fields["board"]


class MinuteForm(forms.Form):
    """Where the minutes speak of it."""

    discussed_on = Day(label=_("When did the board look at it?"))
    words = Narrative(
        label=_("The reference of the minute, and what the board decided"),
        help_text=_("Name nobody, and tell of no concern: everybody who sees this page reads it."),
        rows=3,
        max_length=LONGEST,
    )


@require_http_methods(["GET", "POST"])
def every(request: HttpRequest) -> HttpResponse:
    """The reports that were made, and making one."""
    seen, page = _permitted(request)
    form = ReportForm(request.POST or None, names=boards(seen.moment))
    made: list[UUID] = []

    def write() -> None:
        said = form.cleaned_data
        row = make_report(
            board=said.get("board", ""),
            meeting_on=said["meeting_on"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )
        made.append(row.id)

    if form.is_bound and filled(request, form, write):
        return redirect("board-report", report_id=made[0])
    page |= {"form": form, "reports": reports_made(seen.moment)}
    return render(request, "desk/board.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """One report, and where the minutes speak of it."""
    seen, page = _permitted(request)
    found = _found(report_id, seen)
    form = MinuteForm(request.POST or None)

    def write() -> None:
        said = form.cleaned_data
        note_minute(
            report_id=report_id,
            discussed_on=said["discussed_on"],
            words=said["words"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    if form.is_bound and filled(request, form, write):
        return redirect("board-report", report_id=report_id)
    page |= {"form": form, "made": found, "title": TITLE}
    return render(request, "desk/board_report.html", page, status=422 if form.errors else 200)


@require_GET
def file(request: HttpRequest, report_id: UUID, kind: str) -> HttpResponse:
    """A report to be handed out: always of what was kept."""
    seen, _page = _permitted(request)
    found = _found(report_id, seen)
    if kind not in KINDS or not found.whole:
        raise NothingHere
    sheet = board_sheet(found, seen.provider.name)
    if kind == "pdf":
        data = pdf_file(sheet, now=found.made_at)
    else:
        data = word_file(sheet, author=seen.provider.name, now=found.made_at)
    answer = HttpResponse(data, content_type=KINDS[kind])
    answer["Content-Disposition"] = f'attachment; filename="board-{found.told.meeting_on}.{kind}"'
    return answer


def _permitted(request: HttpRequest) -> tuple[Visit, dict[str, Any]]:
    seen, page = shared(request, "figures")
    if not ruling_on_reporting(seen.who):
        raise NothingHere
    return seen, page


def _found(report_id: UUID, seen: Visit) -> Made:
    found = report_made(report_id, seen.moment)
    if found is None:
        raise NothingHere
    return found
