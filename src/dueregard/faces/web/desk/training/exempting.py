"""Letting somebody off something a policy asks of them, and asking it of them again."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from .....authority.access.queries import rows_of
from .....ground.kernel.moments import end_of_day
from .....ground.kernel.refusals import NothingHere
from .....work.training.controls.in_force import required_at
from .....work.training.models import Exemption
from .....work.training.operations.exempting import end_exemption, exempt_person
from .....work.training.queries.persons import line_of
from ...forms.fields import Narrative
from ...forms.times import Day
from ...writing import done, once
from ..pages import shared
from .keeping import keeper_about, keeps_training
from .stepping import asked


class ExemptForm(forms.Form):
    """Why, and until when."""

    reason = Narrative(
        label=_("Why need they not do it?"),
        help_text=_(
            "Only who looks after training reads this. Say no more about their health than you must."
        ),
        rows=3,
        max_length=2000,
    )
    until = Day(
        label=_("Until the end of which day?"),
        help_text=_("Leave it empty only if it is for good."),
        required=False,
    )


@require_http_methods(["GET", "POST"])
def exempt(request: HttpRequest, person_id: UUID, address: str) -> HttpResponse:
    """Ask something of somebody no more."""
    seen, page, known = keeper_about(request, person_id)
    here = required_at(address, seen.moment)
    line = line_of(rows_of(person_id, seen.moment), here.asked.requirement, here.asked.audience, seen.moment)
    if line is None:
        raise NothingHere
    form = ExemptForm(request.POST or None)

    def write() -> None:
        exempt_person(
            person_id=line.person_id,
            control=here.address,
            reason=form.cleaned_data["reason"],
            until=_end(form.cleaned_data),
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    if form.is_valid() and done(request, form, write):
        return redirect("training-person", person_id=person_id)
    title = _("%(name)s need not do it: %(what)s") % {"name": known.full_name, "what": here.title}
    lead = _("It is asked of them again by itself when that day is over.")
    return asked(request, page, form, title, lead, person_id=person_id)


def _end(said: dict[str, Any]) -> Any:
    day: date | None = said["until"]
    return end_of_day(day) if day else None


@require_POST
def end(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Ask it of them again from now on."""
    seen, _page = shared(request, "training")
    keeps_training(seen)
    row = Exemption.objects.filter(pk=row_id).first()
    if row is None:
        raise NothingHere
    with once(request):
        end_exemption(exemption_id=row_id, actor=seen.actor, now=seen.moment.as_at)
    return redirect("training-person", person_id=row.person_id)
