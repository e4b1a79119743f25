"""One person's training: what they must do, all that was written down, and putting a slip in it right."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from .....authority.access.powers import post_titles
from .....authority.access.queries import rows_of
from .....authority.access.vocabulary import Capability
from .....authority.identity.queries import details
from .....ground.kernel.refusals import BadInput, NothingHere
from .....mechanisms.files.queries import states_of
from .....work.training.controls.overriding import gates_to_override
from .....work.training.models import Completion
from .....work.training.operations.completing import correct_completion
from .....work.training.queries.cpd import cpd_of, minutes_of_a_year
from .....work.training.queries.exemptions import excused
from .....work.training.queries.persons import history_of
from .....work.training.vocabulary import Mode, Result, State
from ...file_states import FILE_STATES
from ...forms.fields import Pick, Tick
from ...forms.times import Day
from ...scope import Visit
from ...writing import once
from ..pages import shared
from .cpd import how_long
from .gates import gates_of
from .keeping import keeps_training
from .mine import named, tasks_of, titles
from .overview import entered
from .reminding import told
from .sheet import MODES, RESULTS


class CorrectForm(forms.Form):
    """What it should say; or that it should not be there."""

    done_on = Day(label=_("On which day?"))
    result = Pick(label=_("What came of it?"))
    mode = Pick(label=_("How was it given?"), choices=[("", _("As it is")), *MODES.items()], required=False)
    take_back = Tick(label=_("Take it back: it was never done, or by somebody else"), required=False)

    def __init__(self, *args: Any, row: Completion, **options: Any) -> None:
        given = {"done_on": row.done_on, "result": row.result, "mode": row.mode}
        super().__init__(*args, **options | {"initial": given})
        only = {Result.READ: _("They read it"), Result.TICKED: _("It was gone through with them")}
        choices = [(row.result, only[Result(row.result)])] if row.result in only else list(RESULTS.items())
        self.fields["result"].choices = choices  # type: ignore[attr-defined]
        self.given = given

    def clean(self) -> dict[str, Any]:
        """Something must differ, else nothing was put right."""
        said: dict[str, Any] = super().clean() or {}
        same = all(said.get(name) in (value, "") for name, value in self.given.items())
        if not self.errors and same and not said["take_back"]:
            raise forms.ValidationError(_("This is what it says already. Change what is wrong, or go back."))
        return said


@require_GET
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """How one person stands to everything asked of them, and behind it all that was ever written down."""
    seen, page, whose = entered(request)
    known = details([person_id], seen.moment).get(person_id)
    if known is None or not whose.holds(person_id):
        raise NothingHere
    rows = rows_of(person_id, seen.moment)
    keeps = Capability.MANAGE_REGISTERS in seen.who.capabilities
    tasks = tasks_of(rows, seen.moment)
    written = history_of(rows, seen.moment)
    shown = {
        "person": known,
        "tasks": tasks,
        "reminds": any(task.line.state is not State.KEPT for task in tasks),
        "history": written,
        "files": states_of(one.row.evidence_id for one in written if one.row.evidence_id) if keeps else {},
        "file_states": FILE_STATES,
        "titles": titles(seen.moment),
        "corrects": keeps,
        "decides": keeps and person_id not in rows_of(seen.who.person_id, seen.moment),
        "excused": excused(rows, seen.moment) if keeps else [],
        "gates": gates_of(rows, seen.moment) if keeps else [],
        "overrides": {one.address for one in gates_to_override(seen.who.person_id, seen.moment)},
        "posts": post_titles(seen.moment),
        "named": named(seen.moment),
        "cpd": (cpd := cpd_of(rows, seen.moment, own=False) if keeps else []),
        "cpd_year": how_long(minutes_of_a_year(cpd, seen.moment)),
        "how_long": how_long,
        "told": told(request),
    }
    return render(request, "desk/training/person.html", page | shown)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Put right what was written down about one thing somebody did, or take it back."""
    seen, page = shared(request, "training")
    keeps_training(seen)
    row = Completion.objects.known(seen.moment.known_at).filter(pk=row_id).first()
    if row is None:
        raise NothingHere
    form = CorrectForm(request.POST or None, row=row)
    if form.is_bound and form.is_valid():
        try:
            with once(request):
                _correct(row, form.cleaned_data, seen)
            return redirect("training-person", person_id=row.person_id)
        except BadInput as refusal:
            form.add_error("done_on", refusal.sentence)
    title = titles(seen.moment).get(row.course, row.course.replace("-", " "))
    page |= {"form": form, "title": _("Put right: %(what)s") % {"what": title}}
    page |= {"lead": _("What was written before stays behind it.")}
    return render(request, "desk/training/step.html", page, status=422 if form.errors else 200)


def _correct(row: Completion, said: dict[str, Any], seen: Visit) -> None:
    correct_completion(
        completion_id=row.id,
        done_on=said["done_on"],
        result=Result(said["result"]),
        mode=Mode(said["mode"]) if said["mode"] else None,
        withdraw=said["take_back"],
        actor=seen.actor,
        now=seen.moment.as_at,
    )
