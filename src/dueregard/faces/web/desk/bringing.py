"""A file of another product: looked at, its columns said by a human, brought here, and sorted person by person."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ....assurance.transfer.foreign import Sheet, Taken, open_sheet, take
from ....assurance.transfer.operations.bringing import BRINGS, bring, let_go, look_at
from ....assurance.transfer.queries.brought import brought_by, until
from ....assurance.transfer.rules.columns import NEEDED, Field, guess
from ....authority.access.queries import rows_of
from ....authority.people.imports.dates import Order
from ....ground.kernel.refusals import BadInput, OutOfTurn
from ..forms.fields import Line, OneOf, Pick, Tick
from ..reading import LARGEST, reads_files
from ..scope import Visit
from ..writing import once, refused
from .pages import shared
from .paper import foot

COLUMNS = {
    Field.DATE: gettext_lazy("When did it happen?"),
    Field.WORDS: gettext_lazy("What was written?"),
    Field.PERSON: gettext_lazy("Whom is it about?"),
    Field.AUTHOR: gettext_lazy("Who wrote it?"),
    Field.WRITTEN: gettext_lazy("When was it written down?"),
    Field.CATEGORY: gettext_lazy("Which sort of concern was it?"),
    Field.DONE: gettext_lazy("What was done?"),
    Field.OUTCOME: gettext_lazy("What came of it?"),
}
SHOWN_PROBLEMS, SHOWN_ENTRIES, PAGE = 100, 5, 100


class ExportFile(forms.FileField):
    """A table that another product wrote."""

    component = "file"
    widget = forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"})
    own_hint = ""


class LookForm(forms.Form):
    """The file, and where it comes from."""

    product = Line(
        label=gettext_lazy("Which product does it come from?"),
        help_text=gettext_lazy("Its name, and what was exported. It stands beside every entry."),
        max_length=100,
    )
    file = ExportFile(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("CSV, or an Excel workbook (.xlsx). Up to 10 MB and 50,000 lines."),
        error_messages={
            "required": gettext_lazy("Choose the file."),
            "invalid": gettext_lazy("Choose the file."),
            "empty": gettext_lazy("There is nothing in this file."),
        },
    )

    def clean_file(self) -> Any:
        """Refuse what is larger than a page reads."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            said = _("This file is larger than %(most)s MB. Export one year at a time.")
            raise forms.ValidationError(said % {"most": LARGEST >> 20})
        return file


class ColumnsForm(LookForm):
    """What its columns hold, how its dates are written, and that what cannot be read stays out."""

    looked_at = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, files: Any, *, sheet: Sheet, taken: Taken, asked: bool) -> None:
        super().__init__(data if asked else None, files if asked else None)
        self.fields["product"].initial = data.get("product", "")
        found = means_in(data, sheet)
        called = [name or _("column %(at)s") % {"at": at} for at, name in enumerate(sheet.names, 1)]
        choices = [("", _("No column")), *((str(at), name) for at, name in enumerate(called))]
        for of, label in COLUMNS.items():
            self.fields[f"column-{of}"] = Pick(
                label=label, choices=choices, required=of in NEEDED, initial=str(found.get(of, ""))
            )
        if taken.order is Order.EITHER:
            self.fields["order"] = OneOf(
                label=_("How are dates written in this file?"),
                help_text=_("No date of it shows whether the day or the month comes first."),
                choices=[
                    (Order.DAY_FIRST.value, _("Day first: 03/04 is 3 April")),
                    (Order.MONTH_FIRST.value, _("Month first: 03/04 is 4 March")),
                ],
            )
        if taken.lost:
            self.fields["without"] = Tick(
                label=_("Bring the others without the lines that cannot be read (%(count)s)")
                % {"count": taken.lost}
            )


def means_in(data: Any, sheet: Sheet) -> dict[Field, int]:
    """Which column holds what, as it was chosen; guessed where nothing was chosen yet."""
    if not any(f"column-{of}" in data for of in Field):
        return guess(sheet.names)
    chosen = {of: data.get(f"column-{of}", "") for of in Field}
    return {of: int(at) for of, at in chosen.items() if at.isdecimal() and int(at[:4]) < len(sheet.names)}


@reads_files
@require_http_methods(["GET", "POST"])
def brought(request: HttpRequest) -> HttpResponse:
    """The files that wait, and a new one: looked at, its columns said, and brought when it is as it should be."""
    seen, page = shared(request, "find")
    seen.who.may(BRINGS).enforce(who_can_help=_("Your designated safeguarding lead can."))
    form: forms.Form = LookForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            sheet = open_sheet(form.cleaned_data["file"].file)
            return _looked_at(request, seen, page, sheet)
        except BadInput as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
    return _first(request, seen, page, form)


def _first(request: HttpRequest, seen: Visit, page: dict[str, Any], form: forms.Form) -> HttpResponse:
    own = sorted(rows_of(seen.who.person_id, seen.moment))
    page |= {
        "form": form,
        "rows": [(row, until(row)) for row in brought_by(own, seen.moment)],
        # Whoever forgot to choose the file once more has said of its columns what they hold, and is not asked again.
        "said": [(name, said) for name, said in request.POST.items() if name.startswith("column-")],
    }
    return render(request, "desk/brought.html", page, status=422 if form.errors else 200)


def _looked_at(request: HttpRequest, seen: Visit, page: dict[str, Any], sheet: Sheet) -> HttpResponse:
    means, now = means_in(request.POST, sheet), seen.moment.as_at
    said = request.POST.get("order", "")
    order = Order(said) if said in (Order.DAY_FIRST, Order.MONTH_FIRST) else None
    taken = take(sheet, means, order, now)
    asked = "bring" in request.POST
    form = ColumnsForm(request.POST, request.FILES, sheet=sheet, taken=taken, asked=asked)
    if asked and request.POST.get("looked_at") != sheet.digest:
        form.add_error("file", _("This is another file than the one you looked at. Look at this one first."))
    if asked and form.is_valid():
        try:
            product = form.cleaned_data["product"]
            with once(request):
                bring(sheet=sheet, taken=taken, means=means, product=product, actor=seen.actor, now=now)
            return redirect("brought")
        except BadInput as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        except OutOfTurn as refusal:
            refused(form, refusal)
    page |= {
        "form": form,
        "sheet": sheet,
        "taken": taken,
        "chosen": means,
        "columns": COLUMNS,
        "product": request.POST.get("product", ""),
        "problems": taken.problems[:SHOWN_PROBLEMS],
        "entries": taken.entries[:SHOWN_ENTRIES],
        "people": len(taken.people()),
    }
    return render(request, "desk/brought_columns.html", page | foot(seen), status=422 if form.errors else 200)


@require_http_methods(["GET"])
def brought_file(request: HttpRequest, brought_id: UUID) -> HttpResponse:
    """Everybody in one file, a page of them at a time, and what was said of each."""
    seen, page = shared(request, "find")
    found = look_at(brought_id=brought_id, actor=seen.actor, now=seen.moment.as_at)
    said = request.GET.get("from", "")
    first = min(int(said), len(found.groups)) if said.isdecimal() and len(said) < 7 else 0
    shown = found.groups[first : first + PAGE]
    page |= {
        "file": found,
        "until": until(found.row),
        "groups": shown,
        "further": first + PAGE if first + PAGE < len(found.groups) else None,
    }
    return render(request, "desk/brought_file.html", page | foot(seen))


@require_POST
def let_file_go(request: HttpRequest, brought_id: UUID) -> HttpResponse:
    """Destroy what was read of a file."""
    seen, _page = shared(request, "find")
    with once(request):
        let_go(brought_id=brought_id, actor=seen.actor, now=seen.moment.as_at)
    return redirect("brought")
