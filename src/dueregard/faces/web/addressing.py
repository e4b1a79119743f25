"""Under which names this is answered, and to whom: the first question put to every request.

A name that is not ours is told nothing, not even what program this is. A former one leads on to the present: reports at
once, everything else by a page that says so, because bookmarks and saved sign-ins stay behind. What is sent to it is
taken, for it comes from a page that was open when the address changed.
"""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render

from ...ground.kernel.addresses import Former, host_of
from ...ground.kernel.moments import utc_now

_REPORTING = "/r/"
_AS_EVER = ("/static/", "/health/", "/metrics")
"""What pages consist of, and what machines ask, which may know this one by any of its names."""
_LOOKING = {"GET", "HEAD"}


class OnlyByOurAddress:
    """Answers requests that came by one of our names, and not past the proxy that is trusted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, lead on, or refuse without a word."""
        try:
            name = request.get_host()
        except DisallowedHost:
            return _not_ours()
        if not _came_safely(request):
            return _not_ours()
        former = _former(name)
        if former is None:
            return self.get_response(request)
        if former.until <= utc_now():
            return _not_ours()
        if request.method not in _LOOKING or request.path.startswith(_AS_EVER):
            return self.get_response(request)
        return _lead_on(request, former)


def _came_safely(request: HttpRequest) -> bool:
    """Where a proxy on another machine is trusted, whoever reaches the port past it is not: they would be read on the
    way, and could say that they come from anywhere."""
    peer = request.META.get("REMOTE_ADDR", "")
    if not settings.TRUSTED_PROXY or peer == settings.TRUSTED_PROXY or request.is_secure():
        return True
    try:
        return ip_address(peer).is_loopback
    except ValueError:
        return False


def _former(name: str) -> Former | None:
    asked = host_of(f"//{name}")
    return next((one for one in settings.FORMER_ADDRESSES if host_of(one.address) == asked), None)


def _lead_on(request: HttpRequest, former: Former) -> HttpResponse:
    there = settings.ADDRESS + request.get_full_path()
    if request.path.startswith(_REPORTING):
        # Not for good: browsers would never ask the former name again, should it become the present one once more.
        return HttpResponseRedirect(there)
    page = {"there": there, "address": settings.ADDRESS, "until": former.until}
    return render(request, "errors/moved.html", page, status=410)


def _not_ours() -> HttpResponse:
    return HttpResponse(status=400, content_type="text/plain")
