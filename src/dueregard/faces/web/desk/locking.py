"""A session that nobody used for a while is locked, and its owner can lock it: it shows nothing before they have proved
to be there, and then goes on where it was.

Their password or a passkey is enough: what the session was opened by was proved when it was opened. Whoever else sits
there can only sign out. What was typed comes back to whoever typed it, and to nobody else.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from ....authority.identity.guessing import TooManyTries
from ....authority.identity.models import Account
from ....authority.identity.passkeys import passkeys
from ..scope import account_of, is_locked, is_too_old, lock_session, unlock_session
from .entering import kept_by, site_here, whence
from .kept import carried, offer, typed
from .showing import PASSKEY, PasswordForm, refused

WORKS_LOCKED = "works_locked"
"""The mark of a view that a locked session may use."""


def works_locked(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a locked session use this view."""
    setattr(view, WORKS_LOCKED, True)
    return view


class UnlockForm(PasswordForm):
    """The password of whoever locked it, or left it."""

    not_theirs = _("This is not the password of whoever was working here.")

    def __init__(self, request: HttpRequest, account: Account) -> None:
        data = request.POST if "password" in request.POST else None
        super().__init__(data, account=account, network=whence(request))

    @property
    def status(self) -> int:
        """Of the answer that shows this form once more; the page is refused in any case."""
        if self.has_error(NON_FIELD_ERRORS, TooManyTries.code):
            return 429
        return 422 if self.errors else 403


@works_locked
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Lock the session now. A script sends along what stands in the form of the page, so that it is not lost."""
    lock_session(request)
    at = request.POST.get("locked-at", "")
    kept = typed(request, back=at) if _is_ours(at) else ""
    return ask_owner_of_session(request, kept=kept, back=back_of(request))


@login_not_required
@require_POST
def unlock(request: HttpRequest) -> HttpResponse:
    """Go on where it was, for whoever proves to be its owner."""
    if not request.user.is_authenticated or is_too_old(request):
        return redirect("sign-in", preserve_request=bool(carried(request)))
    mine, kept, back = account_of(request), carried(request), request.POST.get("back", "")
    if not is_locked(request):
        return _go_on(request, kept, back)
    sent = request.POST.get(PASSKEY)
    form, said = UnlockForm(request, mine), ""
    if sent:
        said = str(refused(request, mine, sent))
    if said or not (sent or form.is_valid()):
        return ask_owner_of_session(request, kept=kept, back=back, form=form, said=said)
    unlock_session(request)
    return _go_on(request, kept, back)


def ask_owner_of_session(
    request: HttpRequest, *, kept: str, back: str, form: UnlockForm | None = None, said: str = ""
) -> HttpResponse:
    """The page of a locked session. Neither whose it is nor what it is about stands here."""
    mine = account_of(request)
    page = {
        "form": form or UnlockForm(request, mine),
        "kept": kept,
        "back": back,
        "refused": said,
        "passkeys": site_here(request) is not None and bool(passkeys(mine)),
    }
    status = 422 if said else form.status if form else 403
    return render(request, "desk/locked.html", page, status=status)


def back_of(request: HttpRequest) -> str:
    """The page somebody was on: what they asked for, or where the button was that they pressed."""
    if request.method == "GET":
        return request.get_full_path()
    before = urlsplit(request.headers.get("Referer", ""))
    return before.path if before.netloc == request.get_host() else reverse("desk-queue")


def _go_on(request: HttpRequest, kept: str, back: str) -> HttpResponse:
    mine = kept_by(request, kept)
    if mine:
        return offer(request, mine)
    return redirect(back if _is_ours(back) else reverse("desk-queue"))


def _is_ours(address: str) -> bool:
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
