"""A page that says nothing, for when somebody walks in and no script can cover the screen."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ..scope import visit


@require_GET
def hidden(request: HttpRequest) -> HttpResponse:
    """Nothing to be seen, and a way back to the beginning."""
    visit(request)
    return render(request, "desk/hidden.html")
