"""What people ask about what is held of them: the list with its times, one request, and each step of answering it."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from ....assurance.disclosure.queries.sheets import sheets_for
from ....assurance.rights.answering import put_on_record, read_request, take_step
from ....assurance.rights.queries.keeping import decides_on_keeping
from ....assurance.rights.queries.requests import answers_requests, request_with, requests, sees
from ....assurance.rights.wants import Step
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import NothingHere
from ..forms.fields import Line, Narrative, Pick
from ..rights_words import DESK_STEPS, DONE, WANTS, owing_here
from ..scope import Visit
from ..writing import filled
from .governance.words import names_of
from .pages import shared

QUOTABLE = _(
    "Where nothing more is to be done, say so in a sentence they can show to others, such as: We looked at what was "
    "brought to us. We found nothing further to do, and nothing in it is held against you."
)


class StepForm(forms.Form):
    """What was done, in words that whoever asked reads."""

    step = Pick(label=_("What do you do?"), choices=list(DESK_STEPS.items()))
    words = Narrative(
        label=_("In words"),
        help_text=_(
            "They read it with their reference and code, unless it is a note. Name nobody who spoke in confidence, and "
            "say what is left out and why, as far as that puts nobody in danger."
        ),
        rows=8,
    )


class OnRecordForm(forms.Form):
    """To which record their own account belongs."""

    reference = Line(
        label=_("Reference of the record"),
        help_text=_(
            "You can put it on a record that you can open. Which one it was is written nowhere but there."
        ),
        max_length=20,
    )
    words = Narrative(label=_("Their words, as they wrote them"), rows=10)


@require_GET
def every(request: HttpRequest) -> HttpResponse:
    """Every request this reader may see, what waits first."""
    seen, page = shared(request, "rights-requests")
    if not answers_requests(seen.who, seen.moment):
        raise NothingHere
    page |= {"rows": requests(seen.who, seen.moment), "wants": WANTS}
    page["today"] = london_day(seen.moment.as_at)
    return render(request, "desk/asked.html", page)


@require_GET
def one(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """One request with every step; that it is read is written down first."""
    seen, page = shared(request, "rights-requests")
    standing, words, said = read_request(row_id=row_id, actor=seen.actor, now=seen.moment.as_at)
    sheets = sheets_for(row_id, seen.who, seen.moment)
    people = {*(step.by for step in standing.steps), *(f"person:{one.row.answerer_id}" for one in sheets)}
    page |= {
        "standing": standing,
        "sheets": sheets,
        "words": words,
        "steps": [(step, said[step.id]) for step in standing.steps],
        "names": names_of(people, seen.moment),
        "wants": WANTS,
        "owing": owing_here,
        "done": DONE,
        "decides_keeping": decides_on_keeping(seen.who),
    }
    return render(request, "desk/asked_one.html", page)


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Take a step: words to them, a day moved, an answer."""
    seen, page = _on(request, row_id)
    chosen = {"step": request.GET["step"]} if request.GET.get("step") in DESK_STEPS else {}
    form = StepForm(request.POST or None, initial=chosen)

    def write() -> None:
        said = form.cleaned_data
        take_step(
            row_id=row_id,
            step=Step(said["step"]),
            words=said["words"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    if filled(request, form, write):
        return redirect("rights-request", row_id=row_id)
    page |= {"form": form, "title": _("Answer"), "lead": QUOTABLE, "row_id": row_id}
    return render(request, "desk/asked_step.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def on_record(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Put their own account on the record it belongs to."""
    seen, page = _on(request, row_id)
    initial = {}
    if request.method == "GET":  # the words are shown, so their reading is written down
        _standing, words, _said = read_request(row_id=row_id, actor=seen.actor, now=seen.moment.as_at)
        initial = {"words": words.get("words", "")}
    form = OnRecordForm(request.POST or None, initial=initial)
    by: dict[str, Any] = {"actor": seen.actor, "now": seen.moment.as_at}
    if filled(request, form, lambda: put_on_record(row_id=row_id, **form.cleaned_data, **by)):
        return redirect("rights-request", row_id=row_id)
    page |= {"form": form, "title": _("Put their account on a record"), "lead": "", "row_id": row_id}
    return render(request, "desk/asked_step.html", page, status=422 if form.errors else 200)


def _on(request: HttpRequest, row_id: UUID) -> tuple[Visit, dict[str, Any]]:
    seen, page = shared(request, "rights-requests")
    row = request_with(row_id)
    if row is None or not sees(row, seen.who, seen.moment):
        raise NothingHere
    return seen, page
