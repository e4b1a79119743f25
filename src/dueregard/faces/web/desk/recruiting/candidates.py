"""One candidate: how they came out of it and why; and that whoever was chosen begins."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from .....authority.identity.queries import details
from .....ground.kernel.refusals import NothingHere
from .....work.training.operations.candidates import decide_candidate, may_let_begin, take_on
from .....work.training.operations.passing import GateShut
from .....work.training.operations.vacancies import read_vacancy
from .....work.training.queries.vacancies import OfVacancy, here_or_coming, vacancy
from .....work.training.recruiting import Chosen
from ...forms.fields import Narrative, OneOf, Pick
from ...forms.times import Day
from ...scope import Visit
from ...writing import refused
from ..central_record import keeper
from .vacancies import done
from .words import OUTCOMES


class DecisionForm(forms.Form):
    """How it came out, and why."""

    outcome = OneOf(label=_("How did it come out?"), choices=list(OUTCOMES.items()))
    day = Day(label=_("When was it decided?"))
    reasons = Narrative(
        label=_("Why?"),
        help_text=_(
            "For or against, measured by what the post asks. Whoever was not chosen may ask to see this. Nothing of "
            "their health, faith, family or origin."
        ),
        rows=4,
        max_length=5000,
        required=False,
    )


class BeginForm(forms.Form):
    """Who they are in the directory, and from when."""

    person = Pick(
        label=_("Who are they in the directory?"),
        help_text=_("Add them there first, as somebody who works here from their first day."),
    )
    begins_on = Day(label=_("On which day do they begin?"))
    override = Narrative(
        label=_("Why may they begin though something is missing?"),
        help_text=_(
            "Only where something is: the policy lets you allow it. Say what keeps learners safe until it is there."
        ),
        rows=3,
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], may_override: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].choices = [("", _("Choose")), *people]  # type: ignore[attr-defined]
        if not may_override:
            del self.fields["override"]


def _of(
    request: HttpRequest, vacancy_id: UUID, candidate_id: UUID
) -> tuple[Visit, dict[str, Any], OfVacancy]:
    seen, page = keeper(request)
    found = vacancy(vacancy_id, seen.moment)
    if found is None or candidate_id not in {row.id for row in found.candidates}:
        raise NothingHere
    return seen, page | {"vacancy_id": vacancy_id}, found


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, vacancy_id: UUID, candidate_id: UUID) -> HttpResponse:
    """Write down how a candidate came out of it, or write it anew."""
    seen, page, _found = _of(request, vacancy_id, candidate_id)
    form = DecisionForm(request.POST or None)

    def write() -> None:
        decide_candidate(
            vacancy_id=vacancy_id,
            candidate_id=candidate_id,
            outcome=Chosen(form.cleaned_data["outcome"]),
            decided_on=form.cleaned_data["day"],
            reasons=form.cleaned_data["reasons"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    if done(request, form, write):
        return redirect("vacancy", vacancy_id=vacancy_id)
    return _asked(request, seen, page | {"form": form}, candidate_id)


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, vacancy_id: UUID, candidate_id: UUID) -> HttpResponse:
    """Write down that whoever was chosen begins."""
    seen, page, found = _of(request, vacancy_id, candidate_id)
    decision = found.decisions.get(candidate_id)
    if decision is None or decision.outcome != Chosen.CHOSEN or candidate_id in found.taken_on:
        raise NothingHere
    known = details(here_or_coming(seen.moment), seen.moment)
    people = sorted((row.folded, str(person), row.full_name) for person, row in known.items())
    form = BeginForm(
        request.POST or None,
        people=[(id_, name) for _folded, id_, name in people],
        may_override=may_let_begin(seen.actor, seen.moment),
    )

    def write() -> None:
        take_on(
            vacancy_id=vacancy_id,
            candidate_id=candidate_id,
            person_id=UUID(form.cleaned_data["person"]),
            begins_on=form.cleaned_data["begins_on"],
            override=form.cleaned_data.get("override", ""),
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    try:
        if done(request, form, write):
            return redirect("vacancy", vacancy_id=vacancy_id)
    except GateShut as shut:
        refused(form, shut)
    lead = _(
        "What our policies ask to be there before is looked at now. If something is missing, it says what."
    )
    return _asked(request, seen, page | {"form": form, "lead": lead}, candidate_id)


def _asked(request: HttpRequest, seen: Visit, page: dict[str, Any], candidate_id: UUID) -> HttpResponse:
    opened = read_vacancy(vacancy_id=page["vacancy_id"], actor=seen.actor, now=seen.moment.as_at)
    name = opened.names.get(candidate_id) or _("Somebody whose name was disposed of")
    page = {"lead": ""} | page | {"title": f"{opened.of.row.title}: {name}"}
    return render(request, "desk/recruiting/step.html", page, status=422 if page["form"].errors else 200)
