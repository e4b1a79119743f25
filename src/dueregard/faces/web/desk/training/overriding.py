"""Letting somebody past a gate with something missing: for whom the policy of that gate names, who says why."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from .....authority.access.queries import rows_of
from .....authority.identity.queries import details
from .....authority.people.audiences import belongs
from .....ground.kernel.moments import london_day
from .....ground.kernel.refusals import NothingHere
from .....work.training.controls.gate import lacking
from .....work.training.controls.overriding import gates_to_override
from .....work.training.operations.passing import override_gate, overriding_post
from ...forms.fields import Narrative
from ...forms.times import Day
from ...writing import filled
from ..pages import shared
from .gates import at_gate, needs_in_words, plain
from .keeping import keeps_training
from .mine import titles
from .stepping import asked


class OverrideForm(forms.Form):
    """On which day, and why."""

    passed_on = Day(label=_("On which day?"))
    reason = Narrative(
        label=_("Why may they go on all the same?"),
        help_text=_(
            "And what keeps learners safe until it is there. Only whoever looks after training, and whom the policy "
            "lets do this, reads it. Say no more about their health than you must."
        ),
        rows=4,
        max_length=2000,
    )


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The gates that the reader may override, for somebody who does not look after training."""
    seen, page = shared(request, "training-gates")
    gates = gates_to_override(seen.who.person_id, seen.moment)
    if not gates:
        keeps_training(seen)
    page |= {
        "gates": [(one.address, one.block.before, needs_in_words(one, seen.moment)) for one in gates],
    }
    return render(request, "desk/training/gates.html", page)


@require_http_methods(["GET", "POST"])
def override(request: HttpRequest, person_id: UUID, gate: str) -> HttpResponse:
    """Let somebody past a gate though something is missing, and say why."""
    seen, page, control = at_gate(request, gate)
    overriding_post(control, person_id, seen.actor, seen.moment)
    known = details([person_id], seen.moment).get(person_id)
    for_them = belongs(rows_of(person_id, seen.moment), control.block.audience, seen.moment)
    if known is None or not for_them:
        raise NothingHere
    form = OverrideForm(request.POST or None, initial={"passed_on": london_day(seen.moment.as_at)})

    def write() -> None:
        override_gate(
            gate=gate,
            person_id=min(for_them),
            passed_on=form.cleaned_data["passed_on"],
            reason=form.cleaned_data["reason"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    back = reverse("training-gate", args=[gate])
    if filled(request, form, write):
        return redirect(back)
    said = {"name": known.full_name, "what": control.block.before}
    title = _("Let %(name)s through, before %(what)s") % said
    missing = plain(lacking(control, for_them, seen.moment).get(min(for_them), ()), titles(seen.moment))
    lead = (
        _("Missing now: %(what)s.") % {"what": ", ".join(missing)}
        if missing
        else _("Nothing is missing now.")
    )
    return asked(request, page, form, title, lead, back=back, back_to=_("Back to the list"))
