"""What somebody typed in a tab that had been signed out meanwhile: carried through signing in, sent when they say so.

The words travel only in the bodies of requests, from the page to us and back, and are stored nowhere. They travel
encrypted and bound to the account and the provider whose form it was: to whoever else signs in at a shared computer
they do not open, and are gone.
"""

import base64
import json
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ....ground.crypto import envelopes
from ....ground.crypto.master import master_key
from ..writing import WRITER, writer_of

KEPT = "kept"
_CONTEXT = "desk.kept.v1"
_NEVER = frozenset({"csrfmiddlewaretoken", "password", "passkey", "locked-at", WRITER})


@dataclass(frozen=True, slots=True)
class Kept:
    """Where it was being sent, and each box with what stood in it."""

    back: str
    boxes: tuple[tuple[str, str], ...]


def typed(request: HttpRequest, *, back: str = "") -> str:
    """What a request without a session was sending, closed for its writer; empty when it held no words. `back`: where
    it was being sent, when that is not where it came."""
    writer = writer_of(request)
    boxes = [(name, said) for name, answers in request.POST.lists() if name not in _NEVER for said in answers]
    if writer is None or not any(said.strip() for _name, said in boxes):
        return ""
    account, provider = writer
    plain = json.dumps([back or request.path, boxes]).encode()
    closed = envelopes.close(_key(), plain, context=_CONTEXT, row=account, provider=provider)
    return base64.urlsafe_b64encode(closed).decode()


def carried(request: HttpRequest) -> str:
    """What the page that asks to sign in carries, still closed; empty for nothing."""
    return request.POST.get(KEPT, "")


def opened(closed: str, *, account: UUID, provider: UUID) -> Kept | None:
    """What was typed, for whoever typed it; None for everybody else, and for what we did not close."""
    try:
        envelope = base64.urlsafe_b64decode(closed)
        plain = envelopes.open_(_key(), envelope, context=_CONTEXT, row=account, provider=provider)
    except (ValueError, envelopes.Unreadable):
        return None
    back, boxes = json.loads(plain)
    return Kept(back, tuple((name, said) for name, said in boxes))


def offer(request: HttpRequest, kept: Kept) -> HttpResponse:
    """Signed in again: what was typed, ready to be sent once more, or to be left."""
    return render(request, "desk/kept.html", {"kept": kept})


def _key() -> bytes:
    return envelopes.derive(master_key(), _CONTEXT)
