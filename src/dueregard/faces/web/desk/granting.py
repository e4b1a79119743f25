"""Letting somebody read a concern for a while; and what is shown to oneself."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ....authority.identity.queries import find
from ....work.casework.models import Grant
from ....work.casework.operations.granting import end_grant, give_grant
from ....work.casework.queries.granting import shown_to
from ..around import shared
from ..forms.fields import Line, Narrative, Pick
from ..forms.times import Day
from ..scope import Visit
from ..writing import once
from .linking import MOST
from .pages import on_concern, on_row
from .steps import step


class FindForm(forms.Form):
    """Whom."""

    name = Line(label=gettext_lazy("Find them by name"), max_length=100)


class GrantForm(forms.Form):
    """Which of those found, until when, and why."""

    name = forms.CharField(widget=forms.HiddenInput)
    person = Pick(label=gettext_lazy("Who?"))
    last_day = Day(label=gettext_lazy("Until the end of which day?"), required=True)
    reason = Narrative(
        label=gettext_lazy("Why do they need to read it?"),
        help_text=gettext_lazy("It stands in the record."),
        rows=3,
        max_length=10_000,
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].choices = people  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def grant(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Find somebody by name, then let them read it. Names are asked for by what is sent, never by the address."""
    seen, page = on_concern(request, concern_id)
    begun = {"name": request.POST.get("name", "").strip()[:100]}
    found = list(find(begun["name"], seen.moment)[:MOST]) if begun["name"] else []
    title = _("Let somebody read this concern")
    if not found:
        asks = FindForm(begun if request.method == "POST" else None, initial=begun)
        if asks.is_bound and asks.is_valid():
            asks.add_error("name", _("Nobody of that name is in the directory. Try another spelling."))
        more = {"form": asks, "concern_id": concern_id, "title": title, "button": _("Find")}
        return render(request, "desk/step.html", page | more, status=422 if asks.errors else 200)
    people = [(str(one.person_id), one.full_name) for one in found]
    form = GrantForm(request.POST if "reason" in request.POST else None, people=people, initial=begun)

    def do(visit: Visit) -> None:
        said = form.cleaned_data
        give_grant(
            concern_id=concern_id,
            person_id=UUID(said["person"]),
            last_day=said["last_day"],
            reason=said["reason"],
            actor=visit.actor,
            now=visit.moment.as_at,
        )

    lead = _(
        "They can read it and do nothing else, and each time they do is written down. It ends by itself."
    )
    return step(request, concern_id, "desk/step.html", form, do, title=title, lead=lead)


@require_POST
def end(request: HttpRequest, concern_id: UUID, grant_id: UUID) -> HttpResponse:
    """End it before its day."""
    seen = on_row(request, concern_id, Grant, grant_id)
    with once(request):
        end_grant(grant_id=grant_id, actor=seen.actor, now=seen.moment.as_at)
    return redirect("concern", concern_id=concern_id)


@require_GET
def shown_to_me(request: HttpRequest) -> HttpResponse:
    """What somebody who handles concerns lets the reader read, and until when."""
    seen, page = shared(request, "shown-to-me")
    return render(request, "desk/shown_to_me.html", page | {"grants": shown_to(seen.who, seen.moment)})
