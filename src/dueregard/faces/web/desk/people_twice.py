"""People who may be here twice: proposed, joined by somebody, and parted again. Walls treat who is joined as one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ....authority.identity.models import Alias, Person
from ....authority.identity.operations import join_duplicates, part_duplicates
from ....authority.identity.queries import details, namesakes
from ....authority.people.queries import spans_of
from ....ground.kernel.refusals import NothingHere
from ..scope import Visit
from ..writing import once
from .pages import shared
from .people import may_appoint

_SHOWN = 50


@require_http_methods(["GET", "POST"])
def twice(request: HttpRequest) -> HttpResponse:
    """Who has the name and birthday of somebody else, and who was said to be one."""
    seen, page = shared(request, "people")
    may_appoint(seen)
    if request.method == "POST":
        with once(request):
            _decide(request, seen)
        return redirect("people-twice")
    proposed = namesakes(seen.moment, _SHOWN)
    joined = Alias.at(seen.moment)
    people = {row.person_id for rows in proposed for row in rows}
    names = details({*(row.person_id for row in joined), *(row.same_as_id for row in joined)}, seen.moment)
    page |= {
        "proposed": proposed,
        "spans": spans_of(people, seen.moment),
        "joined": joined,
        "names": {person: row.full_name for person, row in names.items()},
    }
    return render(request, "desk/people_twice.html", page)


def _decide(request: HttpRequest, seen: Visit) -> None:
    if request.POST.get("do") == "part":
        alias = next((row for row in Alias.at(seen.moment) if str(row.id) == request.POST.get("alias")), None)
        if alias is None:
            raise NothingHere
        part_duplicates(alias=alias, actor=seen.actor, now=seen.moment.as_at)
        return
    join_duplicates(
        person=_person(request.POST.get("person", "")),
        same_as=_person(request.POST.get("same-as", "")),
        actor=seen.actor,
        now=seen.moment.as_at,
    )


def _person(written: str) -> Person:
    try:
        found: Person | None = Person.objects.filter(pk=UUID(written)).first()
    except ValueError:
        found = None
    if found is None:
        raise NothingHere
    return found
