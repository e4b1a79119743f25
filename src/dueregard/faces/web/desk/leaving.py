"""Ending somebody's sign-in, from their page in the directory or from the list of who was let in again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ....authority.access.leaving import end_access
from ....authority.access.rules import APPOINTS
from ..writing import once
from .pages import shared


@require_POST
def end(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """End a sign-in at once; with `left` every post too."""
    seen, _page = shared(request)
    with once(request):
        end_access(
            person_id=person_id,
            with_posts=request.POST.get("do") == "left",
            actor=seen.actor,
            now=seen.moment.as_at,
        )
    if seen.who.capabilities & APPOINTS:
        return redirect("person", person_id=person_id)
    return redirect("let-in")
