"""A form about how long one record is kept: what it does, and refusals that land beside it with nothing lost."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from .....assurance.rights.queries.keeping import decides_on_keeping
from .....ground.kernel.refusals import NotPermitted, OutOfTurn
from .....work.casework.operations.handling import Disposed
from ...scope import Visit
from ...writing import done, refused
from ..pages import on_concern


def step(
    request: HttpRequest,
    concern_id: UUID,
    form: forms.Form,
    do: Callable[[Visit], object],
    **more: Any,
) -> HttpResponse:
    """Show a form, or do what it says and go back to how long the record is kept."""
    seen, page = on_concern(request, concern_id)
    if form.is_bound and form.is_valid():
        try:
            if done(request, form, lambda: do(seen)):
                return redirect("kept", concern_id=concern_id)
        except Disposed:
            return redirect("disposed-of", concern_id=concern_id)
        except (OutOfTurn, NotPermitted) as refusal:
            refused(form, refusal)
    page |= {"form": form, "concern_id": concern_id, "decides": decides_on_keeping(seen.who)} | more
    return render(request, "desk/keeping/step.html", page, status=422 if form.errors else 200)
