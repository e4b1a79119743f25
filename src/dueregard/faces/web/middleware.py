"""Refusals become pages here, once, and every page says how it may be kept and shown."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...ground.audit.operations import ReadOnly
from ...ground.kernel.refusals import NothingHere, NotPermitted, OutOfTurn, Refusal

_PAGES = {
    NothingHere: (gettext_lazy("Nothing here"), 404),
    NotPermitted: (gettext_lazy("You cannot do this"), 403),
    OutOfTurn: (gettext_lazy("Look again"), 409),
    ReadOnly: (gettext_lazy("Nothing can be changed now"), 409),
}
_OTHER = (gettext_lazy("That did not work"), 400)


def refusal_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A refusal as a page: what, and who can help; the same for what never was and what is not yours to know."""
    title, status = next((page for kind, page in _PAGES.items() if isinstance(refusal, kind)), _OTHER)
    hidden = isinstance(refusal, NothingHere)
    page = {
        "title": title,
        "sentence": _("There is nothing at this address, or nothing you can open.")
        if hidden
        else refusal.sentence,
        "who_can_help": "" if hidden else refusal.who_can_help,
    }
    return render(request, "errors/page.html", page, status=status)


class KeptNowhereMiddleware:
    """Says that nothing here is to be stored by browsers or anything between, nor shown inside another page.

    It stands outside whatever may answer before a view is reached: a wrong host, an address without its last stroke.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; what never changes is served by WhiteNoise, further out, and says itself how long it may be kept."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response


class RefusalMiddleware:
    """Turns a refusal that reaches the edge into its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A page for a refusal; everything else crashes, loudly and without a word of what was asked."""
        return refusal_page(request, exception) if isinstance(exception, Refusal) else None


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - as Django calls it
    """The page for an address that is none."""
    return refusal_page(request, NothingHere())


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - as Django calls it
    """The page for a request that cannot be read."""
    return refusal_page(
        request, Refusal(_("Something in the request could not be read. Go back and try again."))
    )


def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - as Django calls it
    """The page for a form that did not come from a page of ours, or whose page was open too long."""
    return refusal_page(
        request, Refusal(_("This page was open for too long. Go back, load it again and send it once more."))
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for our own faults: it says nothing of what was asked."""
    sentence = _("Something went wrong on our side. Nothing you sent was half kept. Try again in a minute.")
    return render(
        request,
        "errors/page.html",
        {"title": _("Sorry"), "sentence": sentence, "who_can_help": ""},
        status=500,
    )
