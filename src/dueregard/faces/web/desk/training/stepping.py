"""One form of the pages of training: shown, tried, and shown again with what is wrong beside it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .....ground.kernel.refusals import BadInput, Refusal
from ...writing import once


def done(request: HttpRequest, form: forms.Form, write: Callable[[], object]) -> bool:
    """Do what a valid form says; whether that was done. What is refused stands beside the form, and nothing is lost."""
    try:
        with once(request):
            write()
    except BadInput as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        return False
    return True


def asked(
    request: HttpRequest, page: dict[str, Any], form: forms.Form, title: Any, lead: Any = "", **more: Any
) -> HttpResponse:
    """The page of a form. Among the rest `person_id`, whose page leads back; or `back` and `back_to`, another way."""
    page |= {"form": form, "title": title, "lead": lead} | more
    return render(request, "desk/training/step.html", page, status=422 if form.errors else 200)


def refused(form: forms.Form, refusal: Refusal) -> None:
    """Put a refusal that is no fault of what was typed at the head of the form, with who can help."""
    form.add_error(None, " ".join(filter(None, (refusal.sentence, refusal.who_can_help))))
