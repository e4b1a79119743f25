"""The chronology of one record, chosen by kind, day, person and word: on the screen, on paper and as a file alike."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ....assurance.disclosure.models import GivenCopy
from ....assurance.disclosure.queries.sheets import copies_given, happened_of
from ....assurance.transfer.queries.arrivals import arrivals_of, happened_elsewhere
from ....authority.access.vocabulary import Circle
from ....ground.kernel.refusals import NothingHere
from ....mechanisms.documents.pdf_out import pdf_file
from ....work.casework.chronology_paper import chronology_sheet, written
from ....work.casework.labels import when
from ....work.casework.operations.chronicle import Happened, chronicle
from ....work.casework.operations.names import Names, names_for
from ....work.casework.operations.reading import File, read_concern
from ....work.casework.rules.sieving import Sieve
from ..environment import day
from ..forms.fields import Line, Pick
from ..forms.times import Day
from ..scope import Visit
from .chronology import ALL, ELSEWHERE, KINDS, NEWEST, ORDERS, kind_of
from .pages import on_concern
from .paper import foot

_KINDS = [*KINDS, (ELSEWHERE, gettext_lazy("What came from another provider"))]


class ChooseForm(forms.Form):
    """What of the chronology, in which order. Nothing has to be answered."""

    kind = Pick(label=gettext_lazy("What do you want to see?"), choices=_KINDS)
    since = Day(label=gettext_lazy("From which day?"), required=False)
    until = Day(label=gettext_lazy("Until which day?"), required=False)
    by = Pick(label=gettext_lazy("Written by whom?"), required=False)
    words = Line(
        label=gettext_lazy("Which word or words?"),
        help_text=gettext_lazy("Capitals and accents do not matter. What you look for is kept nowhere."),
        required=False,
    )
    order = Pick(label=gettext_lazy("In which order?"), choices=ORDERS)

    def __init__(self, asked: Any, *, writers: list[tuple[str, str]]) -> None:
        super().__init__(asked or {"kind": ALL, "order": ORDERS[0][0]})
        self.fields["by"].choices = [("", _("Anybody")), *writers]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Raises a fault beside the second day when it lies before the first."""
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", _("This is before the first day."))
        return self.cleaned_data

    def of(self, happened: tuple[Happened, ...]) -> list[Happened]:
        """What was chosen, in order."""
        chosen = self.cleaned_data
        sieve = Sieve(chosen["since"], chosen["until"], chosen["by"], chosen["words"])
        found = [
            one
            for one in happened
            if chosen["kind"] in (ALL, kind_of(one.row)) and sieve.keeps(one.at, one.by, one.words)
        ]
        return found[::-1] if chosen["order"] == NEWEST else found

    def sentence(self, shown: int, of: int, names: Names) -> str:
        """What was chosen, to stand over the list: nobody takes a part for the whole."""
        chosen = self.cleaned_data
        said = [
            str(dict(_KINDS)[chosen["kind"]]),
            _("from %(day)s") % {"day": day(chosen["since"])} if chosen["since"] else "",
            _("until %(day)s") % {"day": day(chosen["until"])} if chosen["until"] else "",
            _("written by %(name)s") % {"name": names.get(chosen["by"], "")} if chosen["by"] else "",
            _("with “%(words)s”") % {"words": chosen["words"]} if chosen["words"] else "",
            str(dict(ORDERS)[chosen["order"]]).lower(),
        ]
        what = {"shown": shown, "of": of, "said": ", ".join(filter(None, said))}
        whole = _("The whole chronology, %(of)s entries: %(said)s.")
        return (whole if shown == of else _("%(shown)s of %(of)s entries: %(said)s.")) % what


@require_http_methods(["GET", "POST"])
def chronology(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """By POST, though it changes nothing: no word somebody looks for belongs in an address."""
    seen, page = on_concern(request, concern_id)
    if "emergency" in page:
        raise NothingHere
    file = read_concern(concern_id=concern_id, actor=seen.actor, now=seen.moment.as_at)
    copies = copies_given(concern_id, seen.who, seen.moment)
    names = names_for(file, seen.moment, (row.sheet.answerer_id for row in copies))
    happened = _everything(file, names, seen, copies)
    writers = sorted({one.by: names.get(one.by, one.by) for one in happened}.items(), key=lambda one: one[1])
    form = ChooseForm(request.POST or None, writers=writers)
    found = form.of(happened) if form.is_valid() else []
    said = form.sentence(len(found), len(happened), names) if form.is_valid() else ""
    if form.is_valid() and "pdf" in request.POST:
        return _pdf(seen, file, found, said, names)
    page |= foot(seen, file.concern) | {
        "form": form,
        "concern": file.concern,
        "happened": [(one, written(one, names)) for one in found],
        "said": said,
        "when": when,
    }
    return render(request, "desk/chronology.html", page, status=422 if form.errors else 200)


def _everything(file: File, names: Names, seen: Visit, copies: Iterable[GivenCopy]) -> tuple[Happened, ...]:
    """What happened here, copies that were given of it, and what came with a record from elsewhere, by when it was."""
    came = happened_elsewhere(arrivals_of(file.concern.id, seen.moment))
    return tuple(sorted([*chronicle(file, names), *happened_of(copies), *came], key=lambda one: one.at))


def _pdf(seen: Visit, file: File, found: list[Happened], said: str, names: Names) -> HttpResponse:
    reader = foot(seen, file.concern)["printed_by"]
    sheet = chronology_sheet(
        found,
        title=f"Chronology of concern {file.concern.reference}",
        facts=(("Made for", reader), ("Made", when(seen.moment.as_at)), ("What it holds", said)),
        names=names,
        circle=Circle(file.concern.circle),
    )
    answer = HttpResponse(pdf_file(sheet, now=seen.moment.as_at), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="chronology-{file.concern.reference}.pdf"'
    return answer
