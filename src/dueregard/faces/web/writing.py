"""Who a page was shown to, carried by each of its forms: so that what comes back after a sign-out has an owner, and
what comes back twice is done once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ...authority.identity.sessions import PROVIDER
from ...ground.audit.operations import SentAlready, sent_as
from ...ground.kernel.refusals import BadInput, Refusal

WRITER = "writer"
"""The name of the hidden box."""

Writer = tuple[UUID, UUID]
"""An account, and the provider it was signed in at."""

_SIGNER = Signer(salt="dueregard.writer")


def form_boxes(request: HttpRequest) -> dict[str, Any]:
    """A context processor: what every form of ours carries unseen. A form open to all asks for none of it."""
    return {"csrf_input": _boxes(request)}


def _drawn(request: HttpRequest) -> SafeString:
    token = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))
    user = getattr(request, "user", None)  # an error page may be drawn before anybody was looked up
    if user is None or not user.is_authenticated or PROVIDER not in request.session:
        return token
    signed = _SIGNER.sign(f"{user.pk}/{request.session[PROVIDER]}")
    return token + format_html('<input type="hidden" name="{}" value="{}">', WRITER, signed)


_boxes = lazy(_drawn, SafeString)


def writer_of(request: HttpRequest) -> Writer | None:
    """To whom we showed the form that was sent; None for a form that is not from a page of somebody signed in."""
    try:
        account, _, provider = _SIGNER.unsign(request.POST.get(WRITER, "")).partition("/")
    except BadSignature:
        return None
    return UUID(account), UUID(provider)


@contextmanager
def once(request: HttpRequest) -> Iterator[None]:
    """Do what a form asks for, once: for a double click or a page loaded again the block ends early, and the answer is
    that of the first time. Whatever changes a record for somebody signed in is done within it.

    Each form drawn carries a token of its own against forgery. With the same token and the same answers it is the same
    sending; answers that were changed after going back are new, so no word is ever taken for one that was kept.
    """
    token = request.POST.get("csrfmiddlewaretoken", "")
    said = urlencode(sorted((name, answer) for name, all_ in request.POST.lists() for answer in all_))
    sending = sha256(f"{request.path}?{said}".encode()).hexdigest() if token else ""
    with suppress(SentAlready), sent_as(sending):
        yield


def done(request: HttpRequest, form: forms.Form, write: Callable[[], object]) -> bool:
    """Do what a valid form says, once; whether that was done. Each fault of what was typed stands beside the form, and
    nothing is lost."""
    try:
        with once(request):
            write()
    except BadInput as refusal:
        for sentence in refusal.sentence.split("\n"):
            form.add_error(refusal.field if refusal.field in form.fields else None, sentence)
        return False
    return True


def filled(request: HttpRequest, form: forms.Form, write: Callable[[], object]) -> bool:
    """Do what a form says if it is valid, once; whether that was done. A refusal stands at its head."""
    try:
        return form.is_valid() and done(request, form, write)
    except Refusal as refusal:
        refused(form, refusal)
        return False


def refused(form: forms.Form, refusal: Refusal) -> None:
    """Put a refusal that is no fault of what was typed at the head of the form, with who can help."""
    form.add_error(None, " ".join(filter(None, (refusal.sentence, refusal.who_can_help))))
