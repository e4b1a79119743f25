"""The page of one form of training, shown and shown again with what is wrong beside it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def asked(
    request: HttpRequest, page: dict[str, Any], form: forms.Form, title: Any, lead: Any = "", **more: Any
) -> HttpResponse:
    """The page of a form. Among the rest `person_id`, whose page leads back; or `back` and `back_to`, another way."""
    page |= {"form": form, "title": title, "lead": lead} | more
    return render(request, "desk/training/step.html", page, status=422 if form.errors else 200)
