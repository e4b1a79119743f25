"""What is printed and handed round: a poster for the wall and cards for a wallet, with the short address."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from ....ground.kernel.moments import Moment, utc_now
from ....ground.reference.vocabulary import Purpose
from ....ground.tenancy.models import Provider
from .numbers import numbers
from .views import open_to_all

CARDS = 8
"""Cards of the size of a bank card that fit on one sheet of A4."""
ON_A_CARD = (Purpose.DANGER_NOW, Purpose.CHILD_TALKS, Purpose.ANYBODY_TALKS)


@open_to_all
@require_GET
def poster(request: HttpRequest, provider: Provider) -> HttpResponse:
    """One sheet with the poster, one with the cards. Nothing on it is secret."""
    lines = numbers(provider, Moment.now(utc_now()))
    page = {
        "provider": provider,
        "address": settings.ADDRESS + reverse("report-first", args=[provider.short_code]),
        "lines": lines,
        "card_lines": [line for line in lines if line.purpose in ON_A_CARD],
        "cards": range(CARDS),
        "checked_on": min((line.checked_on for line in lines), default=None),
        "recheck_by": min((line.recheck_by for line in lines), default=None),
    }
    return render(request, "report/poster.html", page)
