"""What somebody typed in a tab that had been signed out meanwhile: carried through signing in, sent when they say so.

The words travel only in the bodies of requests, from the page to us and back. They are stored nowhere, and whoever
signs in next must press a button before anything is done with them.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

_PREFIX = "kept."
_BACK = "kept-for"
_NEVER = frozenset({"csrfmiddlewaretoken", "password"})


@dataclass(frozen=True, slots=True)
class Kept:
    """Where it was being sent, and each box with what stood in it."""

    back: str
    boxes: tuple[tuple[str, str], ...]

    @property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        """The same as hidden boxes of the page that asks to sign in."""
        return ((_BACK, self.back), *((f"{_PREFIX}{name}", said) for name, said in self.boxes))


def typed(request: HttpRequest) -> Kept | None:
    """What a request without a session was sending; None when it held no words."""
    boxes = _boxes(request, "", _NEVER)
    return Kept(request.path, boxes) if any(said.strip() for _name, said in boxes) else None


def carried(request: HttpRequest) -> Kept | None:
    """What the page that asks to sign in carries; None for nothing, and for an address that is not ours."""
    back = request.POST.get(_BACK, "")
    if not back.startswith("/") or not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return None
    return Kept(back, _boxes(request, _PREFIX, frozenset()))


def offer(request: HttpRequest, kept: Kept) -> HttpResponse:
    """Signed in again: what was typed, ready to be sent once more, or to be left."""
    return render(request, "desk/kept.html", {"kept": kept})


def _boxes(request: HttpRequest, prefix: str, never: frozenset[str]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.removeprefix(prefix), str(said))
        for name, answers in request.POST.lists()
        if name.startswith(prefix) and name not in never
        for said in answers
    )
