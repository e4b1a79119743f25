"""The questions of whether people feel safe, and the address at which they are answered, for both surfaces."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ...ground.tenancy.models import Provider
from ...work.climate.rules import Term
from ...work.climate.vocabulary import About, Audience, Felt

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

ASKED: "dict[About, StrPromise]" = {
    About.SAFE: _("I feel safe here"),
    About.TURN: _("I know whom to turn to when something is wrong"),
}
FELT: "dict[Felt, StrPromise]" = {Felt.YES: _("Yes"), Felt.PARTLY: _("Partly"), Felt.NO: _("No")}
AUDIENCES: "dict[Audience, StrPromise]" = {
    Audience.LEARNERS: _("Learners"),
    Audience.STAFF: _("People who work here"),
}


def address_for(provider: Provider, audience: Audience) -> str:
    """The whole address at which an audience answers, for a link or a square. It stays the same, to be printed."""
    return settings.ADDRESS + reverse("how-safe", args=[provider.short_code, str(audience)])


def called(term: Term) -> str:
    """`Aug to Dec 2026`."""
    return f"{term.begins:%b} to {term.last_day:%b} {term.begins.year}"
