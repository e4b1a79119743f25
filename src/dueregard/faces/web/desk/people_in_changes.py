"""What a file of people would change about each of them, some at a time, before anybody applies it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from ....authority.people.imports.plan import Outcome
from ....authority.people.imports.showing import changes_of
from .pages import shared
from .people import SCHEMES, may_appoint
from .people_in import FIELDS, STANDINGS, intake_of

_A_PAGE = 50
_OUTCOMES = {Outcome.ADDED: _("New"), Outcome.CHANGED: _("Changes"), Outcome.ENDED: _("Ends here")}


@require_GET
def changes(request: HttpRequest, intake_id: UUID) -> HttpResponse:
    """One page of the changes; where there are more, the next."""
    seen, page = shared(request, "people")
    may_appoint(seen)
    intake = intake_of(intake_id)
    part, first = _number(request, "part"), _number(request, "from")
    found = changes_of(intake, part, seen.moment) if part < intake.batches else []
    page |= {
        "intake": intake,
        "changes": found[first : first + _A_PAGE],
        "schemes": SCHEMES,
        "fields_of": FIELDS,
        "standings": STANDINGS,
        "outcomes": _OUTCOMES,
        "further": _next(part, first, len(found), intake.batches),
        "begins": not (part or first),
    }
    return render(request, "desk/people_in_changes.html", page)


def _number(request: HttpRequest, name: str) -> int:
    """A number of the address; what is none is the beginning."""
    said = request.GET.get(name, "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else 0


def _next(part: int, first: int, length: int, parts: int) -> dict[str, Any] | None:
    if first + _A_PAGE < length:
        return {"part": part, "from": first + _A_PAGE}
    return {"part": part + 1, "from": 0} if part + 1 < parts else None
