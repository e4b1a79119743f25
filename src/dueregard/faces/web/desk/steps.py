"""One step on a record: a form about a concern, what it does, and refusals that land beside it with nothing lost."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ....authority.access.powers import powers_in_force
from ....authority.access.queries import reader
from ....ground.kernel.refusals import BadInput, Refusal
from ....work.casework.operations.deciding import WordsMissing
from ....work.casework.queries.seeing import seen_by
from ....work.casework.reports import Occurred
from ....work.casework.vocabulary import Precision
from ..scope import Visit
from ..writing import once
from .pages import on_concern


def step(
    request: HttpRequest,
    concern_id: UUID,
    template: str,
    form: forms.Form,
    do: Callable[[Visit], object],
    then: str = "concern",
    **more: Any,
) -> HttpResponse:
    """Show a form about a concern, or do what it says; a refusal lands beside the form with nothing lost.
    `then`: the page of the concern that follows."""
    seen, page = on_concern(request, concern_id)
    if form.is_bound and form.is_valid():
        try:
            with once(request):
                do(seen)
            return after(seen, concern_id, then)
        except WordsMissing as missing:
            for box, sentence in missing.boxes.items():
                form.add_error(box, sentence)
        except BadInput as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        except Refusal as refusal:
            form.add_error(None, f"{refusal.sentence} {refusal.who_can_help}".strip())
    context = page | {"form": form, "concern_id": concern_id} | more
    return render(request, template, context, status=422 if form.errors else 200)


def when_said(form: forms.Form, seen: Visit) -> Occurred:
    """The time a form was given, or now."""
    given = form.cleaned_data["happened"]
    return Occurred(given[0], Precision(given[1])) if given else Occurred(seen.moment.as_at, Precision.MINUTE)


def after(seen: Visit, concern_id: UUID, then: str = "concern") -> HttpResponse:
    """Back to the record; to the list when what was done has closed it to whoever did it."""
    now = reader(seen.who.person_id, powers_in_force(seen.moment), seen.moment)
    if seen_by(now, concern_id, seen.moment):
        return redirect(then, concern_id=concern_id)
    return redirect("desk-queue")
