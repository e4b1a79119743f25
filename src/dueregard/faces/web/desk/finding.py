"""Finding a concern by the reference somebody reads out, or a person's safeguarding file by name or date of birth."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from ....assurance.transfer.operations.bringing import BRINGS
from ....authority.access.vocabulary import READS_CASES, Circle
from ....authority.identity.queries import details
from ....authority.identity.queries import find as search
from ....ground.kernel.refusals import NothingHere
from ....work.casework.operations.finding import file_of_person
from ....work.casework.queries.desk import by_reference
from ....work.casework.rules.receipts import reference_in
from ..forms.fields import Line
from ..forms.times import Day
from .pages import shared
from .paper import foot

MOST_NAMES = 50


class FindForm(forms.Form):
    """A reference, part of a name, a date of birth, or a name and a date of birth."""

    sought = Line(label=_("Reference of a concern, or a name or part of it"), max_length=100, required=False)
    born = Day(label=_("Date of birth"), required=False)


@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Go to the door of the concern with this reference, or search the directory; who has a file and who has none
    looks the same here, and so do a concern that is not there and one this reader may not see.

    By POST, though it changes nothing: nothing somebody sought belongs in an address, where histories and proxies
    keep it. Nothing of a record is shown, so no reading is logged until one is opened.
    """
    seen, page = shared(request, "find")
    if not seen.who.capabilities & READS_CASES:
        raise NothingHere
    form = FindForm(request.POST or None)
    people = reference = None
    if form.is_bound and form.is_valid():
        sought, born = form.cleaned_data["sought"], form.cleaned_data["born"]
        reference = reference_in(sought)
        concern = by_reference(reference, seen.who, seen.moment) if reference else None
        if concern:
            return redirect("door", concern_id=concern)
        if not reference and (sought or born):
            people = list(search(sought, seen.moment, born)[: MOST_NAMES + 1])
    context = page | {"form": form, "people": people, "most": MOST_NAMES, "no_such": bool(reference)}
    context["may_bring"] = BRINGS in seen.who.capabilities
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
