"""Somebody's own sign-in: what they prove themselves by, set up, changed and taken away by nobody but them."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from ....authority.access.queries import needs_second_step
from ....authority.identity.codes import SHEET, address_for_app, typed_into_app
from ....authority.identity.guessing import TooManyTries
from ....authority.identity.models import Account, Authenticator
from ....authority.identity.outside import outside_sign_in
from ....authority.identity.passkeys import passkeys, remove_passkey
from ....authority.identity.rules import site_of
from ....authority.identity.second_steps import (
    authenticators,
    begin_authenticator,
    confirm_authenticator,
    has_second_step,
    make_recovery_codes,
    pass_code,
    recovery_codes_left,
    remove_authenticator,
    secret_of,
    unconfirmed,
)
from ....authority.identity.sessions import end_sessions, open_sessions
from ....authority.identity.tying import tied, untie
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import utc_now
from ....ground.kernel.refusals import BadInput
from ..forms.fields import Line
from ..scope import PROVEN, Visit, account_of
from .entering import site_here, whence
from .pages import shared
from .showing import PASSKEY, WRONG_CODE, PasswordForm, forget_fresh, is_fresh, note_fresh, refused

_ISSUER = "Due Regard"
"""By what name an app lists us."""
_ELSEWHERE = {"passkey": "add-passkey", "tie": "tie-outside"}
"""What has a page of its own."""


class OwnerForm(PasswordForm):
    """The password once more and, for whoever has one, the second step: so that nobody changes a sign-in at a screen
    left alone."""

    code = Line(
        label=_("Your code"),
        help_text=_("Six figures from your authenticator app now, or one of your recovery codes."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )

    def __init__(self, request: HttpRequest, actor: Actor, *, asked: bool) -> None:
        data = (request.POST or None) if asked else None
        super().__init__(data, account=account_of(request), network=whence(request))
        self.actor = actor
        if not has_second_step(self.account):
            del self.fields["code"]

    @property
    def status(self) -> int:
        """Of the answer that shows this form once more."""
        if self.has_error(NON_FIELD_ERRORS, TooManyTries.code):
            return 429
        return 422 if self.errors else 200

    def clean(self) -> dict[str, Any]:
        """Then the code: one that is right is used up, so it is not looked at before the password was right."""
        said = super().clean() or {}
        if "code" in self.fields and not self.errors:
            try:
                good = pass_code(
                    account=self.account,
                    code=said["code"],
                    network=self.network,
                    actor=self.actor,
                    now=utc_now(),
                )
            except TooManyTries as refusal:
                raise forms.ValidationError(refusal.sentence, refusal.code) from None
            if not good:
                self.add_error("code", WRONG_CODE)
        return said


class AppForm(forms.Form):
    """The first code of an app, and what its owner calls the device."""

    code = Line(
        label=_("The six figures the app shows now"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    label = Line(
        label=_("What do you call this device?"),
        help_text=_("So that you know it again: work phone, tablet at home."),
        max_length=40,
        required=False,
    )


def app_page(account: Account, app: Authenticator, form: AppForm) -> dict[str, Any]:
    """What a page that sets up an app shows: the secret to scan, the same to type, and the first code to give back."""
    secret = secret_of(app)
    return {
        "form": form,
        "code_address": address_for_app(secret, username=account.username, issuer=_ISSUER),
        "typed_secret": typed_into_app(secret),
    }


@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """What opens this account. Whoever wants to change something proves themselves first, once for each change."""
    seen, page = shared(request, "account")
    mine, sent = account_of(request), request.POST.get(PASSKEY)
    wrong = refused(request, mine, sent) if sent else ""
    if sent and not wrong:
        note_fresh(request)
        return redirect("account")
    form = None if is_fresh(request) else OwnerForm(request, seen.actor, asked=not sent)
    if request.method == "POST" and not wrong and (form is None or form.is_valid()):
        try:
            return _change(request, seen, mine, page)
        except BadInput as refusal:
            form, wrong = None, refusal.sentence
    shown = page | _opens(request, seen, mine) | {"form": form, "refused": wrong}
    return render(request, "desk/account.html", shown, status=422 if wrong else form.status if form else 200)


def _opens(request: HttpRequest, seen: Visit, mine: Account) -> dict[str, Any]:
    """What opens this account, and where it is open."""
    apps, keys = authenticators(mine), passkeys(mine)
    return {
        "account": mine,
        "apps": apps,
        "passkeys": keys,
        "devices": len(apps) + len(keys),
        "passkeys_at": site_of(settings.ADDRESS),
        "passkeys_here": site_here(request) is not None,
        "outside": outside_sign_in(seen.moment.as_at),
        "tied": tied(mine, seen.moment.as_at),
        "codes_left": recovery_codes_left(mine),
        "sheet": SHEET,
        "sessions": open_sessions(mine, key=str(request.session.session_key), now=seen.moment.as_at),
        "needed": needs_second_step(seen.who, seen.moment),
    }


def _change(request: HttpRequest, seen: Visit, mine: Account, page: dict[str, Any]) -> HttpResponse:
    """Do what was asked: `add`, `passkey`, `tie`, `untie`, `codes`, or `remove:` and which; else lead back."""
    do, _colon, which = request.POST.get("do", "").partition(":")
    if do in _ELSEWHERE:
        note_fresh(request)
        return redirect(_ELSEWHERE[do])
    forget_fresh(request)
    if do == "add":
        begin_authenticator(account=mine, now=seen.moment.as_at)
        return redirect("add-app")
    if do == "codes" and has_second_step(mine):
        codes = make_recovery_codes(account=mine, actor=seen.actor, now=seen.moment.as_at)
        return render(request, "desk/recovery_codes.html", page | {"codes": codes, "renewed": True})
    if do == "untie":
        untie(account=mine, actor=seen.actor, now=seen.moment.as_at)
    if do == "remove":
        _remove(seen, mine, which)
    return redirect("account")


def _remove(seen: Visit, mine: Account, which: str) -> None:
    """Take away the app or the passkey with this id; nothing happens for one that is not there, or somebody else's."""
    needed = needs_second_step(seen.who, seen.moment)
    for app in (app for app in authenticators(mine) if str(app.id) == which):
        remove_authenticator(account=mine, app=app, needed=needed, actor=seen.actor, now=seen.moment.as_at)
    for key in (key for key in passkeys(mine) if str(key.id) == which):
        remove_passkey(account=mine, passkey=key, needed=needed, actor=seen.actor, now=seen.moment.as_at)


@require_POST
def end_session(request: HttpRequest) -> HttpResponse:
    """End one session that is open for this account, or all but this; it asks for no password."""
    seen, _page = shared(request)
    mine = account_of(request)
    rows = open_sessions(mine, key=str(request.session.session_key), now=seen.moment.as_at)
    which = request.POST.get("session", "")
    end_sessions(mine, [row.id for row in rows if not row.here and which in ("others", str(row.id))])
    return redirect("account")


@require_http_methods(["GET", "POST"])
def add_app(request: HttpRequest) -> HttpResponse:
    """Set up an app that was begun on the page before."""
    seen, page = shared(request, "account")
    mine = account_of(request)
    app = unconfirmed(mine, seen.moment.as_at)
    if app is None:
        return redirect("account")
    form = AppForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            codes = confirm_authenticator(
                account=mine,
                code=form.cleaned_data["code"],
                label=form.cleaned_data["label"],
                actor=seen.actor,
                now=seen.moment.as_at,
            )
            request.session[PROVEN] = True
            return (
                render(request, "desk/recovery_codes.html", page | {"codes": codes})
                if codes
                else redirect("account")
            )
        except BadInput as refusal:
            form.add_error("code", refusal.sentence)
    page |= app_page(mine, app, form)
    return render(request, "desk/add_app.html", page, status=422 if form.errors else 200)
