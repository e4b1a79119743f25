"""The sheet by which whoever looks after the machine hands it over: to print, with lines to fill in by hand."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ....assurance.health.queries.sheet import machine_sheet
from ....authority.access.rules import APPOINTS
from ....ground.kernel.refusals import NothingHere
from .pages import shared


@require_safe
def machine(request: HttpRequest) -> HttpResponse:
    """The sheet, for whoever sees Health: who administers, and who appoints where nobody holds such a post."""
    seen, page = shared(request, "health")
    if not seen.who.capabilities & APPOINTS:
        raise NothingHere
    return render(request, "desk/machine.html", page | {"sheet": machine_sheet(seen.moment.as_at)})
