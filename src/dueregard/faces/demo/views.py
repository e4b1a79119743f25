"""Who are you today? One-click sign-in as an invented person; exists only in the demonstration."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from ...authority.identity.models import Account
from ...ground.kernel.moments import utc_now
from ...ground.kernel.refusals import NothingHere
from ...ground.tenancy.models import Provider
from .cards import CARDS
from .paths import Card
from .people import HOUSES, Cast, House
from .places import address_of, kept_by
from .tray import MOST, PLACES, tray

Opener = Callable[[HttpRequest, Provider], None]
"""Binds the session of somebody who has just signed in to a provider."""
PEOPLE = {cast.login: (house, cast) for house in HOUSES for cast in house.cast if cast.title}
_HOUSES = {house.slug: house for house in HOUSES}
_CARDS = {card.plays.value: card for card in CARDS}


@login_not_required
@require_GET
def who(request: HttpRequest) -> HttpResponse:
    """The nine cards: each at the provider that shows it best, or all at one that was chosen."""
    providers = {provider.slug: provider for provider in Provider.objects.filter(fictional=True)}
    at = _HOUSES.get(request.GET.get("at", ""))
    cards = [
        _drawn(card, house, providers[house.slug])
        for card in CARDS
        if (house := at or _HOUSES[card.best]).slug in providers
    ]
    shown = {cast for house in HOUSES for cast in house.cast if cast.plays or not cast.title}
    others = [cast for cast in at.cast if cast not in shown] if at else []
    houses = [house for house in HOUSES if house.slug in providers]
    page = {"cards": cards, "at": at, "houses": houses, "others": others}
    return render(request, "demo/who.html", page)


def _drawn(card: Card, house: House, provider: Provider) -> dict[str, Any]:
    return {
        "card": card,
        "house": house,
        "name": house.playing(card.plays).name if card.needs_account else "",
        "steps": card.steps_at(house),
        "kept": kept_by(card, provider),
    }


@login_not_required
@require_POST
def walk(request: HttpRequest, open_session: Opener) -> HttpResponse:
    """Begin a step of a card: signed in as its person, or as nobody where it needs no account, on the page it means."""
    card = _CARDS.get(request.POST.get("card", ""))
    house = _HOUSES.get(request.POST.get("at", ""))
    steps = card.steps_at(house) if card and house else ()
    number = request.POST.get("step", "")
    at, step = next(((at, step) for at, step in enumerate(steps, 1) if str(at) == number), (0, None))
    if card is None or house is None or step is None:
        raise NothingHere
    provider = _be(request, open_session, house, house.playing(card.plays) if card.needs_account else None)
    if card.needs_account:
        request.session["card"] = f"?at={house.slug}#{card.plays}"
        request.session["guide"] = _guide(card, house, at)
    return redirect(address_of(step, provider))


def _guide(card: Card, house: House, at: int) -> dict[str, str | int]:
    """What the strip at the top of every page says of a step, so that nobody has to keep a card in mind."""
    steps = card.steps_at(house)
    return {
        "name": house.playing(card.plays).name,
        "title": card.title,
        "card": card.plays.value,
        "house": house.slug,
        "at": at,
        "of": len(steps),
        "does": steps[at - 1].does,
        "look": steps[at - 1].look,
        "next": steps[at].does if at < len(steps) else "",
    }


@login_not_required
@require_POST
def become(request: HttpRequest, open_session: Opener) -> HttpResponse:
    """Sign in as one of the invented people, at their provider and nowhere else; a message opens what it points to."""
    chosen = PEOPLE.get(request.POST.get("person", ""))
    if chosen is None:
        raise NothingHere
    _be(request, open_session, *chosen)
    if request.POST.get("place") in PLACES.values():
        return redirect(request.POST["place"])
    if "concern" not in request.POST:
        return redirect("desk-queue")
    try:
        return redirect("door", concern_id=UUID(request.POST["concern"]))
    except ValueError:
        raise NothingHere from None


def _be(request: HttpRequest, open_session: Opener, house: House, cast: Cast | None) -> Provider:
    """Sign out, then in as `cast` unless that is nobody; raises `NothingHere` outside the demonstration."""
    provider = Provider.objects.filter(slug=house.slug, fictional=True).first()
    if not settings.DEMO or provider is None:
        raise NothingHere
    logout(request)
    if cast:
        login(request, Account.objects.get(username=cast.login))
        open_session(request, provider)
    return provider


@login_not_required
@require_GET
def messages(request: HttpRequest) -> HttpResponse:
    """The tray: what was written to the invented people, of one provider or of all."""
    at = _HOUSES.get(request.GET.get("at", ""))
    providers = Provider.objects.filter(fictional=True, slug__in=[at.slug] if at else _HOUSES)
    page = {"messages": tray(providers, utc_now()), "most": MOST, "at": at, "houses": HOUSES}
    return render(request, "demo/tray.html", page)
