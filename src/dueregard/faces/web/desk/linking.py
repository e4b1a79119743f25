"""Saying which person of the directory somebody in a concern is."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ....authority.access.vocabulary import Capability
from ....authority.identity.queries import find
from ....ground.kernel.refusals import BadInput
from ....work.casework.operations.handling import link_person
from ..writing import once
from .pages import on_concern

MOST = 50
"""How many people a search shows: whoever finds more types more of the name."""


@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, concern_id: UUID, row_id: UUID) -> HttpResponse:
    """Search the directory by name, then say that one of those found is the person of this row."""
    seen, page = on_concern(request, concern_id)
    seen.who.may(Capability.TRIAGE).enforce(who_can_help="Your designated safeguarding lead can.")
    if "person" in request.POST:
        with once(request):
            link_person(
                concern_id=concern_id,
                row_id=row_id,
                person_id=_chosen(request),
                actor=seen.actor,
                now=seen.moment.as_at,
            )
        return redirect("concern", concern_id=concern_id)
    words = request.POST.get("name", "").strip()[:100]
    found = list(find(words, seen.moment)[:MOST]) if words else []
    return render(
        request,
        "desk/link.html",
        page | {"concern_id": concern_id, "row_id": row_id, "words": words, "found": found},
    )


def _chosen(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("person", ""))
    except ValueError:
        raise BadInput("Choose one of the people found.") from None
