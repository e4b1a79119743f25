"""Who are you today? One-click sign-in as an invented person; exists only in the demonstration."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from ...authority.identity.models import Account
from ...ground.kernel.refusals import NothingHere
from ...ground.tenancy.models import Provider
from ...ground.tenancy.operations import enter
from ...mechanisms.notifications.models import Message
from .people import HOUSES

PEOPLE = {cast.login: (house, cast) for house in HOUSES for cast in house.cast}


@login_not_required
@require_GET
def who(request: HttpRequest) -> HttpResponse:
    """The cards: a provider each, and its people with what they can try."""
    providers = {provider.slug: provider for provider in Provider.objects.filter(fictional=True)}
    houses = [(house, providers[house.slug]) for house in HOUSES if house.slug in providers]
    return render(request, "demo/who.html", {"houses": houses, "fictional": True})


@login_not_required
@require_POST
def become(request: HttpRequest, session_key: str) -> HttpResponse:
    """Sign in as one of the invented people, at their provider and nowhere else."""
    chosen = PEOPLE.get(request.POST.get("person", ""))
    provider = Provider.objects.filter(slug=chosen[0].slug, fictional=True).first() if chosen else None
    if not settings.DEMO or chosen is None or provider is None:
        raise NothingHere
    logout(request)
    login(request, Account.objects.get(username=chosen[1].login))
    request.session[session_key] = str(provider.id)
    return redirect("desk-queue")


@login_not_required
@require_GET
def tray(request: HttpRequest) -> HttpResponse:
    """The mail nobody sends: how many messages each provider's people would have got, and what every one says."""
    counts = []
    for provider in Provider.objects.filter(fictional=True).order_by("name"):
        with enter(provider):
            rows = Message.objects.filter(circle="open").values_list("urgency", flat=True)
            counts.append(
                (provider, {urgency: list(rows).count(urgency) for urgency in ("now", "today", "this week")})
            )
    return render(request, "demo/tray.html", {"counts": counts, "fictional": True})
