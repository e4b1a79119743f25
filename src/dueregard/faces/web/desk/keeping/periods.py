"""The schedule: how long records of each class are kept, from where that comes, and what the provider says instead."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from .....assurance.rights.keeping_words import RecordClass
from .....assurance.rights.operations import ruling_on_answering
from .....assurance.rights.periods import set_period
from .....assurance.rights.queries.keeping import decides_on_keeping, schedule
from .....assurance.rights.queries.shelves import SHELVES
from .....assurance.rights.rules.keeping import in_words
from .....assurance.rights.rules.schedule import CHECKED_ON, SCHEDULE
from .....authority.access.powers import accountable_roles
from .....ground.kernel.refusals import NothingHere
from .....ground.kernel.rulings import Ruling
from ...forms.fields import Line, Narrative, OneOf
from ...scope import Visit
from ...writing import filled
from ..governance.words import names_of
from ..pages import shared
from .words import ANCHORS, CLASSES

_MONTHS_A_YEAR = 12


class PeriodForm(forms.Form):
    """How long, in years and months, or not set; and why."""

    is_set = OneOf(
        label=_("Is there a period?"),
        choices=[
            ("yes", _("Yes, the one below")),
            ("no", _("Not set: nothing of it falls due by itself")),
        ],
    )
    years = Line(label=_("Years"), max_length=3, required=False)
    months = Line(label=_("Months"), max_length=4, required=False)
    reason = Narrative(
        label=_("Why?"), help_text=_("Name no case: this stands in clear."), rows=3, max_length=500
    )

    def clean(self) -> dict[str, Any]:
        """Years and months as one number of months."""
        said = super().clean() or {}
        said["length"] = None
        if said.get("is_set") == "yes":
            given = [said.get(box, "").strip() for box in ("years", "months")]
            if not any(given) or any(text and not text.isdecimal() for text in given):
                self.add_error("years", _("Write whole numbers, such as 6 years, or 18 months."))
            else:
                years, months = (int(text or 0) for text in given)
                said["length"] = years * _MONTHS_A_YEAR + months
        return said


def _seen(request: HttpRequest) -> tuple[Visit, dict[str, Any], Ruling]:
    seen, page = shared(request, "keeping")
    roles = accountable_roles(seen.moment)
    ruling = ruling_on_answering(seen.who.roles, seen.who.capabilities, roles)
    if not (ruling or decides_on_keeping(seen.who)):
        raise NothingHere
    return seen, page, ruling


@require_GET
def every(request: HttpRequest) -> HttpResponse:
    """Every class of records with how long it is kept."""
    seen, page, ruling = _seen(request)
    rows = [
        (
            which,
            SCHEDULE[which],
            lasts,
            [(in_words(run.months), ANCHORS[run.anchor]) for run in lasts.runs],
        )
        for which, lasts in schedule(seen.moment).items()
    ]
    names = names_of((own.by for _which, _line, lasts, _runs in rows if (own := lasts.own)), seen.moment)
    page |= {"rows": rows, "classes": CLASSES, "checked": CHECKED_ON, "may": bool(ruling), "names": names}
    page["loose"] = {shelf.record_class for shelf in SHELVES.values()}
    return render(request, "desk/keeping/periods.html", page)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, record_class: str) -> HttpResponse:
    """Say how long records of a class are kept here."""
    seen, page, _ruling = _seen(request)
    if record_class not in list(RecordClass):
        raise NothingHere
    which = RecordClass(record_class)
    form = PeriodForm(request.POST or None)

    def write() -> None:
        said = form.cleaned_data
        set_period(
            record_class=which,
            months=said["length"],
            reason=said["reason"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    if filled(request, form, write):
        return redirect("keeping-periods")
    runs = schedule(seen.moment)[which].runs
    page |= {
        "form": form,
        "title": CLASSES[which],
        "lead": _("It runs %(anchor)s.") % {"anchor": ANCHORS[runs[0].anchor]},
    }
    return render(request, "desk/keeping/period.html", page, status=422 if form.errors else 200)
