"""Finding a person's safeguarding file by name or date of birth: one file a person, whatever the concern."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from ....authority.access.vocabulary import READS_CASES, Circle
from ....authority.identity.queries import details, find
from ....ground.kernel.refusals import NothingHere
from ....work.casework.operations.finding import file_of_person
from ..forms.fields import Line
from ..forms.times import Day
from .pages import shared
from .paper import foot

MOST_NAMES = 50


class FindForm(forms.Form):
    """Part of a name, a date of birth, or both."""

    name = Line(label=_("Name, or part of it"), max_length=100, required=False)
    born = Day(label=_("Date of birth"), required=False)


@require_http_methods(["GET", "POST"])
def find_person(request: HttpRequest) -> HttpResponse:
    """Search the directory; who has a file and who has none looks the same here.

    By POST, though it changes nothing: no name belongs in an address, where histories and proxies keep it.
    """
    seen, page = shared(request, "find")
    if not seen.who.capabilities & READS_CASES:
        raise NothingHere
    form = FindForm(request.POST or None)
    people = None
    if form.is_bound and form.is_valid() and (form.cleaned_data["name"] or form.cleaned_data["born"]):
        found = find(form.cleaned_data["name"], seen.moment, form.cleaned_data["born"])
        people = list(found[: MOST_NAMES + 1])
    context = page | {"form": form, "people": people, "most": MOST_NAMES}
    return render(request, "desk/find.html", context, status=422 if form.errors else 200)


@require_GET
def file(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A person's concerns of one circle, as far as this reader may see."""
    seen, page = shared(request, "find")
    known = details([person_id], seen.moment).get(person_id)
    if known is None or not seen.who.capabilities & READS_CASES:
        raise NothingHere
    restricted = request.GET.get("restricted") == "1"
    circle = Circle.SEALED if restricted else Circle.OPEN
    shown = file_of_person(person_id=person_id, circle=circle, actor=seen.actor, now=seen.moment.as_at)
    return render(
        request,
        "desk/file.html",
        page | foot(seen) | {"person": known, "file": shown, "restricted": restricted},
    )
