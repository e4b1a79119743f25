"""Inviting somebody to sign in: a sheet to print or to read out, shown once."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ....authority.access.inviting import invite, take_back
from ....authority.identity.invitations import Paper
from ....authority.identity.queries import details
from ....ground.kernel.refusals import NothingHere
from ..scope import Visit
from .pages import shared
from .people import may_appoint


@require_POST
def make_invitation(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Make an invitation and show it once; made anew, the one before is worth nothing."""
    seen, page = shared(request, "people")
    may_appoint(seen)
    if person_id not in details([person_id], seen.moment):
        raise NothingHere
    if request.POST.get("do") == "take-back":
        take_back(person_id=person_id, actor=seen.actor, now=seen.moment.as_at)
        return redirect("person", person_id=person_id)
    paper = invite(person_id=person_id, actor=seen.actor, now=seen.moment.as_at)
    return show_paper(request, seen, page, person_id, paper)


def show_paper(
    request: HttpRequest, seen: Visit, page: dict[str, Any], person_id: UUID, paper: Paper, **more: Any
) -> HttpResponse:
    """The sheet. Whoever calls answers for it that this reader may know the name."""
    known = details([person_id], seen.moment)[person_id]
    address = settings.ADDRESS + reverse("invited", args=[seen.provider.short_code])
    page |= {"person": known, "paper": paper, "address": address} | more
    return render(request, "desk/invitation.html", page)
