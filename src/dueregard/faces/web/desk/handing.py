"""Leaning on others: handing everything over, and telling the owner of an action once more."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from ....authority.access.powers import powers_in_force
from ....authority.access.queries import holders
from ....authority.access.vocabulary import READS_CASES, Capability
from ....authority.identity.queries import details
from ....work.casework.models import Action
from ....work.casework.operations.acting import hand_over
from ....work.casework.operations.nudging import nudge
from ..forms.fields import Pick
from ..scope import Visit
from ..writing import once
from .pages import on_row, shared


class TakerForm(forms.Form):
    """Who takes everything over."""

    taker = Pick(label=_("Who takes it over?"))


def _takers(seen: Visit) -> list[tuple[str, str]]:
    powers = powers_in_force(seen.moment)
    roles = [role for role, given in powers.may.items() if Capability.RECEIVE_CONCERNS in given]
    people = {row.person_id for row in holders(roles, seen.moment)} - {seen.who.person_id}
    known = details(people, seen.moment)
    return sorted(((str(person), row.full_name) for person, row in known.items()), key=lambda pair: pair[1])


@require_http_methods(["GET", "POST"])
def hand_everything_over(request: HttpRequest) -> HttpResponse:
    """Put all unfinished concerns of whoever is here before somebody else who receives concerns."""
    seen, page = shared(request)
    if not seen.who.capabilities & READS_CASES:
        return redirect("my-reports")
    form = TakerForm(request.POST or None)
    takers = _takers(seen)
    form.fields["taker"].choices = takers  # type: ignore[attr-defined]
    if form.is_bound and form.is_valid():
        with once(request):
            hand_over(taker_id=UUID(form.cleaned_data["taker"]), actor=seen.actor, now=seen.moment.as_at)
        return redirect("desk-queue")
    return render(
        request,
        "desk/hand_over.html",
        page | {"form": form, "takers": takers},
        status=422 if form.errors else 200,
    )


@require_POST
def nudge_owner(request: HttpRequest, concern_id: UUID, action_id: UUID) -> HttpResponse:
    """Tell the owner of an action again."""
    seen = on_row(request, concern_id, Action, action_id)
    nudge(action_id=action_id, actor=seen.actor, now=seen.moment.as_at)
    return redirect("concern", concern_id=concern_id)
