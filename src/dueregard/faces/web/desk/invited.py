"""Somebody who was invited sets up their own sign-in: the code, then a password and what proves them beside it, all at
once.

The code is typed and sent, never part of an address. Once it was right, the session remembers for a quarter of an hour
which invitation it was of; nobody is signed in before the end.
"""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ....authority.access.inviting import set_up, wants_second_step
from ....authority.identity.guessing import TooManyTries
from ....authority.identity.invitations import FirstCode, FirstIdentity, FirstPasskey, Proofs, recognise
from ....authority.identity.models import Invitation
from ....authority.identity.outside import outside_sign_in
from ....authority.identity.passkeys import LONGEST_LABEL
from ....authority.identity.second_steps import begin_authenticator, unconfirmed
from ....authority.identity.sessions import device_of
from ....authority.identity.vocabulary import Asked, OpenedBy
from ....ground.kernel.moments import Moment, utc_now
from ....ground.kernel.refusals import BadInput, OutOfTurn
from ....ground.tenancy.models import Provider
from ..forms.fields import Line, Secret
from ..scope import by_short_code
from .account import AppForm, app_page
from .entering import here, let_in, site_here, whence
from .halfway_in import remember, remembered, shown_identity
from .outside import REFUSED, go, may_lead_to
from .pages import shared
from .showing import PASSKEY

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

_NOT_GOOD = _(
    "This code is not good here. It may be mistyped, used already, or too old. Look at the paper again, or ask whoever "
    "gave it to you for a new one."
)

_TOO_LATE = _(
    "This page was open for too long, or the code was used meanwhile. Nothing was set up. Type the code once more."
)


class InvitationForm(forms.Form):
    """The code of an invitation. Whatever is wrong with it, the answer is the same."""

    code = Line(
        label=_("The code on your paper"),
        help_text=_("Twelve letters and figures. Capitals and dashes do not matter."),
        max_length=40,
    )

    @property
    def status(self) -> int:
        """Of the answer that shows this form once more."""
        if self.has_error(NON_FIELD_ERRORS, TooManyTries.code):
            return 429
        return 422 if self.errors else 200


class OwnSignInForm(AppForm):
    """A password of one's own, and the first code of the app that is the second step."""

    chosen = Secret(
        label=_("Your password"),
        help_text=_("Twelve letters or more. Three words that do not belong together are easy to remember."),
        max_length=200,
        autocomplete="new-password",
    )
    again = Secret(label=_("Your password once more"), max_length=200, autocomplete="new-password")
    field_order = ("chosen", "again", "code", "label")

    def __init__(self, *args: Any, needed: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].required = needed

    def clean(self) -> dict[str, Any]:
        """The same password twice."""
        said = super().clean() or {}
        if not self.errors and said["chosen"] != said["again"]:
            self.add_error("again", _("These two are not the same. Type them again."))
        return said

    def proofs(self, request: HttpRequest, outside: FirstIdentity | None) -> Proofs:
        """What was shown beside the password; a passkey stands in for the app."""
        said, sent = self.cleaned_data, request.POST.get(PASSKEY, "")
        if sent and site_here(request):
            label = (said["label"] or device_of(request.headers.get("User-Agent", "")))[:LONGEST_LABEL]
            return Proofs(passkey=FirstPasskey(sent, label, here(request)), outside=outside)
        app = FirstCode(said["code"], said["label"]) if said["code"] else None
        return Proofs(app=app, outside=outside)


@login_not_required
@require_http_methods(["GET", "POST"])
@by_short_code
def invited(request: HttpRequest, provider: Provider) -> HttpResponse:
    """Ask for the code; then, when it is right, for what makes the sign-in."""
    invitation = remembered(request)
    if request.POST.get("do") == "set-up":
        return _set_up(request, provider, invitation)
    if request.POST.get("do") == "outside":
        return _go_over(request, provider, invitation)
    if request.method == "POST":
        return _ask(request, provider)
    if invitation and unconfirmed(invitation.account, utc_now()):
        return _show(request, provider, invitation, None)
    return _asked(request, provider, InvitationForm())


def _ask(request: HttpRequest, provider: Provider) -> HttpResponse:
    """Look at a code that was sent."""
    form = InvitationForm(request.POST if "code" in request.POST else None)
    if not form.is_valid():
        return _asked(request, provider, form)
    now = utc_now()
    try:
        found = recognise(code=form.cleaned_data["code"], network=whence(request), now=now)
    except TooManyTries as refusal:
        form.add_error(None, forms.ValidationError(refusal.sentence, refusal.code))
        return _asked(request, provider, form)
    if found is None:
        form.add_error("code", _NOT_GOOD)
        return _asked(request, provider, form)
    logout(request)  # whoever was signed in here is not the person who holds the paper
    remember(request, found)
    begin_authenticator(account=found.account, now=now)
    return redirect("invited", short_code=provider.short_code)


def _asked(
    request: HttpRequest, provider: Provider, form: InvitationForm, *, said: "str | StrPromise" = ""
) -> HttpResponse:
    page = {"provider": provider, "form": form, "said": said}
    return render(request, "desk/invited.html", page, status=409 if said else form.status)


def _set_up(request: HttpRequest, provider: Provider, invitation: Invitation | None) -> HttpResponse:
    """Make the sign-in, and let its owner in."""
    now = utc_now()
    if invitation is None or unconfirmed(invitation.account, now) is None:
        return _asked(request, provider, InvitationForm(), said=_TOO_LATE)
    outside = shown_identity(request, invitation)
    form = OwnSignInForm(request.POST, needed=_asks_for_code(request, invitation, outside))
    if form.is_valid():
        try:
            proofs = form.proofs(request, outside)
            codes = set_up(
                invitation_id=invitation.id, password=form.cleaned_data["chosen"], proofs=proofs, now=now
            )
        except BadInput as refusal:
            form.add_error(refusal.field or None, refusal.sentence)
        except OutOfTurn:
            return _asked(request, provider, InvitationForm(), said=_TOO_LATE)
        else:
            invitation.account.refresh_from_db()
            let_in(request, invitation.account, provider, by=_opened_by(proofs))
            page = shared(request)[1] | {"codes": codes, "username": invitation.account.username}
            return render(request, "desk/recovery_codes.html", page)
    return _show(request, provider, invitation, form)


def _go_over(request: HttpRequest, provider: Provider, invitation: Invitation | None) -> HttpResponse:
    """Send them to the provider's own identity provider, to be known by it from now on."""
    row = outside_sign_in(utc_now())
    if invitation is None or row is None:
        return _asked(request, provider, InvitationForm(), said=_TOO_LATE)
    return go(request, provider, row, Asked.INVITED, invitation.account)


def _asks_for_code(request: HttpRequest, invitation: Invitation, outside: FirstIdentity | None) -> bool:
    """Whether the code of an app may not be left empty."""
    if request.POST.get(PASSKEY) or (outside and outside.twice):
        return False
    return wants_second_step(invitation.person_id, Moment.now(utc_now()))


def _opened_by(proofs: Proofs) -> OpenedBy:
    if proofs.passkey:
        return OpenedBy.PASSKEY
    if proofs.app:
        return OpenedBy.CODE
    if proofs.outside:
        return OpenedBy.OUTSIDE_TWICE if proofs.outside.twice else OpenedBy.OUTSIDE
    return OpenedBy.PASSWORD


def _show(
    request: HttpRequest, provider: Provider, invitation: Invitation, form: OwnSignInForm | None
) -> HttpResponse:
    now = utc_now()
    app, row, shown = (
        unconfirmed(invitation.account, now),
        outside_sign_in(now),
        shown_identity(request, invitation),
    )
    needed = wants_second_step(invitation.person_id, Moment.now(now))
    form = form or OwnSignInForm(needed=_asks_for_code(request, invitation, shown))
    page = {
        "provider": provider,
        "username": invitation.account.username,
        "needed": needed,
        "outside": row,
        "shown": shown,
        "refused": request.session.pop(REFUSED, ""),
        "passkeys_here": site_here(request) is not None,
    }
    if app:
        page |= app_page(invitation.account, app, form)
    response = render(request, "desk/own_sign_in.html", page, status=422 if form.errors else 200)
    return may_lead_to(row, response) if row else response
