"""People from a file: chosen, planned, looked at, then applied as planned. The file itself is not kept: only what it
would change, sealed, until that is applied or dropped."""

import csv
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from ....authority.people.imports.apart import taken
from ....authority.people.imports.beginning import begin
from ....authority.people.imports.columns import (
    APART,
    Field,
    Meanings,
    Takes,
    guess,
    is_never_read,
    is_taken,
    told,
)
from ....authority.people.imports.dates import Order
from ....authority.people.imports.files import receive
from ....authority.people.imports.overtaking import Touched, touched_before
from ....authority.people.imports.planning import drop_plan, plan_import
from ....authority.people.imports.remembering import forget_old_plans, remembered
from ....authority.people.models import Intake
from ....authority.people.vocabulary import Apart, IntakeState, Standing
from ....ground.kernel.refusals import BadInput, NothingHere, Refusal
from ..forms.fields import Pick, Tick
from ..reading import LARGEST, reads_files
from ..scope import Visit
from ..writing import once
from .kept_apart import KEPT
from .pages import shared
from .people import may_appoint

_SHOWN = 100
_LATEST = 10
STANDINGS = {
    Standing.STAFF: _("Staff"),
    Standing.ASSOCIATE: _("Associates"),
    Standing.VOLUNTEER: _("Volunteers"),
    Standing.BOARD: _("Board members"),
    Standing.LEARNER: _("Learners"),
    Standing.EMPLOYER_STAFF: _("Employers' staff"),
    Standing.SUBCONTRACTOR_STAFF: _("Subcontractors' staff"),
    Standing.AGENCY_STAFF: _("Agency staff"),
}
FIELDS = {
    Field.GIVEN: _("Given names"),
    Field.FAMILY: _("Family name"),
    Field.NAME: _("Whole name"),
    Field.BIRTH: _("Date of birth"),
    Field.ULN: _("ULN"),
    Field.REFERENCE: _("Learner reference"),
    Field.PAYROLL: _("Payroll number"),
    Field.EMAIL: _("E-mail"),
    Field.PHONE: _("Telephone"),
    Field.STANDING: _("What they are here"),
    Field.SITE: _("Site"),
    Field.EMPLOYER: _("Employer's name"),
    Field.EMPLOYER_ID: _("Employer's number"),
    Field.SUBCONTRACTOR: _("Subcontractor or agency"),
    Field.PARTNER: _("Subcontractor's UKPRN"),
    Field.PROGRAMME: _("Programme"),
    Field.POSITION: _("Job title"),
    Field.SINCE: _("Since"),
    Field.UNTIL: _("Last day"),
    Field.SEX: _("Sex"),
    Field.ETHNICITY: _("Ethnicity"),
    Field.DISABILITY: _("Disability"),
    Field.NATIONAL_INSURANCE: _("National Insurance number"),
}
_TOUCHED = {
    Touched.PEOPLE: _("somebody this file is about was changed by hand"),
    Touched.NUMBERS: _("a number of this file was given to somebody"),
    Touched.NAMES: _(
        "somebody was added who has the name of somebody in this file, and may be the same person"
    ),
    Touched.ORGANISATIONS: _("an employer or subcontractor of this file was added"),
    Touched.SITES: _("a site was added or changed"),
    Touched.ANOTHER_FILE: _("another file of people was applied"),
    Touched.EARLIER: _(
        "something was written down about people, sites or organisations as the file was read"
    ),
}
FIGURES = {
    "added": ngettext_lazy("person is new", "people are new"),
    "changed": ngettext_lazy("person changes", "people change"),
    "ended": ngettext_lazy("person ends here", "people end here"),
    "unchanged": ngettext_lazy("row changes nothing", "rows change nothing"),
}


class FileForm(forms.Form):
    """A file, and what it does not say of itself."""

    file = forms.FileField(
        label=_("File"),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("There is nothing in this file."),
            "invalid": _("Choose a file."),
        },
    )
    standing = Pick(
        label=_("Who are these people?"),
        help_text=_("Only if no column of the file says it."),
        choices=[("", _("The file says it")), *((s.value, words) for s, words in STANDINGS.items())],
        required=False,
    )
    dates = Pick(
        label=_("How are dates written?"),
        help_text=_("Only if the dates of the file do not show it."),
        choices=[
            ("", _("The file shows it")),
            (Order.DAY_FIRST.value, _("Day first: 04/03 is 4 March")),
            (Order.MONTH_FIRST.value, _("Month first: 04/03 is 3 April")),
        ],
        required=False,
    )
    ends_missing = Tick(
        label=_("Whoever is not in this file has left: end what they are here"), required=False
    )

    def clean_file(self) -> Any:
        """Refuse what would keep a page waiting for minutes."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                _("This file is larger than 10 MB. On the machine itself `dueregard people import` takes it.")
            )
        return file


@reads_files
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Choose a file; it is read and compared at once, and nothing is changed."""
    seen, page = shared(request, "people")
    may_appoint(seen)
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            return redirect("people-in-plan", intake_id=_plan(request, form.cleaned_data, seen).id)
        except BadInput as refusal:
            form.add_error("file", refusal.sentence)
    page |= {
        "form": form,
        "latest": list(Intake.objects.order_by("-begun_at")[:_LATEST]),
        "not_read": not_read(taken(seen.moment)),
    }
    return render(request, "desk/people_in.html", page, status=422 if form.errors else 200)


def _plan(request: HttpRequest, said: dict[str, Any], seen: Visit) -> Intake:
    forget_old_plans(now=seen.moment.as_at)
    received = receive(said["file"])
    head = received.head()
    means, takes = Meanings(), taken(seen.moment)
    if head is not None:
        said_of_columns = _told(request, head.names, takes)
        remembers = remembered(received.kind, head.names, takes)
        means = said_of_columns or remembers or guess(head.names, takes)
    document = means.document()
    document |= {name: said[name] for name in ("standing", "dates") if said[name]}
    return plan_import(
        received=received,
        actor=seen.actor,
        now=seen.moment.as_at,
        means=told(document, takes),
        ends_missing=said["ends_missing"],
    )


def _told(request: HttpRequest, names: tuple[str, ...], takes: Takes) -> Meanings | None:
    """What somebody said of these columns on the page of a plan; None where nobody did, or the file is another."""
    said = {
        request.POST[f"name-{n}"]: request.POST.get(f"field-{n}", "")
        for n in range(len(names))
        if f"name-{n}" in request.POST
    }
    if not said or set(said) != {name for name in names if not is_never_read(name, takes)}:
        return None
    return told({"columns": {name: field for name, field in said.items() if field}}, takes)


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, intake_id: UUID) -> HttpResponse:
    """What a file would change; applying it, dropping it; and how far it has come."""
    seen, page = shared(request, "people")
    may_appoint(seen)
    intake = intake_of(intake_id)
    problem = ""
    if request.method == "POST":
        try:
            with once(request):
                if request.POST.get("do") == "drop":
                    drop_plan(intake)
                    return redirect("people-in")
                begin(
                    intake=intake, plan=request.POST.get("plan", ""), actor=seen.actor, now=seen.moment.as_at
                )
            return redirect("people-in-plan", intake_id=intake_id)
        except Refusal as refusal:
            problem = refusal.sentence
    return render(
        request, "desk/people_in_plan.html", page | _shown(intake, problem), status=422 if problem else 200
    )


def _shown(intake: Intake, problem: str) -> dict[str, Any]:
    columns = intake.means.get("columns", {})
    was_dropped = intake.state in (IntakeState.DROPPED, IntakeState.CLEARED)
    touched = touched_before(intake) if intake.state == IntakeState.PLANNED else ()
    if was_dropped:
        touched = intake.figures.get("touched", ())
    takes = frozenset(Apart(kept) for kept in intake.figures.get("apart", ()))
    names = [*columns, *_unread(intake, takes)]
    return {
        "intake": intake,
        "problem": problem,
        "was_dropped": was_dropped,
        "touched": [_TOUCHED[why] for why in touched],
        "figures": [(intake.figures[name], words % intake.figures[name]) for name, words in FIGURES.items()],
        "problems": intake.problems[:_SHOWN],
        "more": max(0, len(intake.problems) - _SHOWN) + intake.figures["more_problems"],
        "columns": [(n, name, columns.get(name, "")) for n, name in enumerate(names)],
        "fields_of": {
            field.value: words
            for field, words in FIELDS.items()
            if field not in APART or is_taken(field, takes)
        },
        "not_read": not_read(takes),
        "apart": [(intake.figures["apart"][kept], words) for kept, words in KEPT.items() if kept in takes],
        "means": intake.means,
        "waits": intake.state == IntakeState.PLANNED,
        "applying": intake.state == IntakeState.APPLYING,
        "may_apply": not touched and not intake.figures["stops"] and intake.batches,
        "form": FileForm(
            initial={
                "standing": intake.means.get("standing"),
                "dates": intake.means.get("dates"),
                "ends_missing": intake.ends_missing,
            }
        ),
    }


def not_read(takes: Takes) -> list[Any]:
    """What of the sensitive things that files hold is not read, within a sentence."""
    none = {
        Field.SEX: _("sex"),
        Field.ETHNICITY: _("ethnicity"),
        Field.DISABILITY: _("disability"),
        Field.NATIONAL_INSURANCE: _("National Insurance numbers"),
    }
    some = {
        Apart.ETHNICITY: _("ethnicity of learners"),
        Apart.DISABILITY: _("disability of learners"),
        Apart.STAFF_ETHNICITY: _("ethnicity of staff"),
        Apart.STAFF_DISABILITY: _("disability of staff"),
    }
    found = []
    for field, by_standing in APART.items():
        left = [kept for kept in by_standing.values() if kept not in takes]
        whole = len(left) == len(by_standing)
        found += [none[field]] if whole else [some[kept] for kept in left]
    return [*found, _("health"), _("prior attainment")]


def _unread(intake: Intake, takes: Takes) -> list[str]:
    """Columns that were not recognised, so that somebody can say what they are; not those that are never read."""
    return [name for name in intake.means.get("others", ()) if not is_never_read(name, takes)]


@require_GET
def problems(request: HttpRequest, intake_id: UUID) -> HttpResponse:
    """Every problem of a file by row, as a table to work through."""
    seen, _page = shared(request, "people")
    may_appoint(seen)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="problems.csv"'
    answer.write("\ufeff")
    rows = csv.writer(answer)
    rows.writerow(["row", "column", "severity", "message"])
    rows.writerows([row, _harmless(column), *rest] for row, column, *rest in intake_of(intake_id).problems)
    return answer


def _harmless(cell: str) -> str:
    """A column's name that a spreadsheet will not take for a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell


def intake_of(intake_id: UUID) -> Intake:
    """The file of this id, or nothing here."""
    found: Intake | None = Intake.objects.filter(pk=intake_id).select_related("key").first()
    if found is None:
        raise NothingHere
    return found
