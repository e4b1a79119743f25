"""Giving somebody a sign-in: shown once, to be handed over by hand."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from ....authority.identity.queries import details
from ....authority.identity.signing_in import give_sign_in
from ....ground.kernel.refusals import NothingHere
from .pages import shared
from .people import may_appoint


@require_POST
def sign_up(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Make a sign-in for a person of the directory, and show it once."""
    seen, page = shared(request, "people")
    may_appoint(seen)
    known = details([person_id], seen.moment).get(person_id)
    if known is None:
        raise NothingHere
    made = give_sign_in(person_id=person_id, actor=seen.actor, now=seen.moment.as_at)
    return render(request, "desk/signed_up.html", page | {"person": known, "made": made})
