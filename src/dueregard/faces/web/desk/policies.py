"""The policies in force, and how each clause stands, from records of the open circle."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ....assurance.status.queries import clauses, lacks
from ....authority.policy.queries import shelf
from .pages import shared


@require_GET
def policies(request: HttpRequest) -> HttpResponse:
    """Every policy in force, clause by clause."""
    seen, page = shared(request, "policies")
    packs = [pack for _, pack in shelf(seen.moment).editions]
    shown = {"packs": packs, "clauses": clauses(seen.moment), "missing": len(lacks(seen.moment))}
    return render(request, "desk/policies.html", page | shown)
