"""A second chance to note reference and code: somebody tries what they wrote down before they leave the page.

Nothing is asked of the database: the page carries the receipt it was shown, and compares.
"""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ....ground.tenancy.models import Provider
from ....work.casework.rules.receipts import tidy
from ..forms.fields import Line
from .views import open_to_all, shared

_LONGEST = 40


class NotedForm(forms.Form):
    """What stands on somebody's note."""

    typed = Line(
        label=_("Type the code from your note"),
        help_text=_("Capitals, spaces and dashes do not matter."),
        max_length=_LONGEST,
    )


@open_to_all
@require_http_methods(["GET", "POST"])
def noted(request: HttpRequest, provider: Provider) -> HttpResponse:
    """Try the code from one's note; when it is another, both are shown once more."""
    receipt = {name: tidy(request.POST.get(name, "")[:_LONGEST]) for name in ("reference", "code")}
    if not all(receipt.values()):
        return redirect("report-again", short_code=provider.short_code)
    form = NotedForm(request.POST if "typed" in request.POST else None)
    right = form.is_valid() and tidy(form.cleaned_data["typed"]) == receipt["code"]
    wrong = form.is_bound and not right
    page = {"form": NotedForm() if wrong else form, "receipt": receipt, "right": right, "wrong": wrong}
    return render(request, "report/noted.html", shared(provider) | page, status=422 if wrong else 200)
