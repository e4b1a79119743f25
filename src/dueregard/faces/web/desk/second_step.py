"""The second step of signing in: a code from an app, or one from the sheet of recovery codes."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ....authority.identity.guessing import TooManyTries
from ....authority.identity.models import Account
from ....authority.identity.passkeys import passkeys
from ....authority.identity.queries import person_of
from ....authority.identity.second_steps import (
    begin_authenticator,
    confirm_authenticator,
    has_second_step,
    pass_code,
    unconfirmed,
)
from ....authority.identity.vocabulary import OpenedBy
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import Moment, utc_now
from ....ground.kernel.refusals import BadInput
from ....ground.tenancy.models import Provider
from ....ground.tenancy.operations import enter
from ..forms.fields import Line
from .account import AppForm, app_page
from .entering import half_way, kept_by, let_in, onward, site_here, whence
from .kept import carried
from .pages import shared
from .showing import PASSKEY, WRONG_CODE, refused

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class CodeForm(forms.Form):
    """One code, of either kind."""

    code = Line(
        label=_("Code"),
        help_text=_("Six figures from your authenticator app, or one of your recovery codes."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )

    @property
    def status(self) -> int:
        """Of the answer that shows this form once more."""
        if self.has_error(NON_FIELD_ERRORS, TooManyTries.code):
            return 429
        return 422 if self.errors else 200


def ask_for_more(request: HttpRequest, kept: str) -> HttpResponse:
    """On to the second step: by its address, or with what was typed before in hand."""
    return _ask(request, CodeForm(), kept) if kept else redirect("second-step")


def _ask(request: HttpRequest, form: CodeForm, kept: str, *, said: "str | StrPromise" = "") -> HttpResponse:
    """The page that asks for it, with what was typed before. `said`: what was wrong with a passkey."""
    way = half_way(request)
    usable = way is not None and site_here(request) is not None and bool(passkeys(way.account))
    page = {"form": form, "kept": kept, "refused": said, "passkeys": usable}
    return render(request, "desk/second_step.html", page, status=422 if said else form.status)


@login_not_required
@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Prove oneself by more than the password."""
    way, kept = half_way(request), carried(request)
    if way is None or way.provider is None:
        return redirect("sign-in", preserve_request=bool(kept))
    with enter(way.provider):
        if not has_second_step(way.account):
            return _set_up(request, way.account, way.provider, kept)
        if sent := request.POST.get(PASSKEY):
            return _by_passkey(request, way.account, way.provider, sent, kept)
        form = CodeForm(request.POST if "code" in request.POST else None)
        if not (form.is_valid() and _proves(form, request, way.account)):
            return _ask(request, form, kept)
        let_in(request, way.account, way.provider, by=OpenedBy.CODE)
        return onward(request, kept)


def _by_passkey(
    request: HttpRequest, account: Account, provider: Provider, sent: str, kept: str
) -> HttpResponse:
    said = refused(request, account, sent)
    if said:
        return _ask(request, CodeForm(), kept, said=said)
    let_in(request, account, provider, by=OpenedBy.PASSKEY)
    return onward(request, kept)


def _set_up(request: HttpRequest, account: Account, provider: Provider, kept: str) -> HttpResponse:
    """A post wants a second step, and its holder has none: nothing else opens before they have set one up."""
    now = utc_now()
    if request.POST.get("do") == "begin":
        begin_authenticator(account=account, now=now)
    app, person = unconfirmed(account, now), person_of(account, Moment.now(now))
    page: dict[str, Any] = {"kept": kept}
    if app is None or person is None:
        return render(request, "desk/must_set_up.html", page)
    form = AppForm(request.POST if "code" in request.POST else None)
    if form.is_valid():
        try:
            codes = confirm_authenticator(
                account=account,
                code=form.cleaned_data["code"],
                label=form.cleaned_data["label"],
                actor=Actor.person(person),
                now=now,
            )
        except BadInput as refusal:
            form.add_error("code", refusal.sentence)
        else:
            let_in(request, account, provider, by=OpenedBy.CODE)
            page |= shared(request)[1] | {"codes": codes, "before": kept_by(request, kept)}
            return render(request, "desk/recovery_codes.html", page)
    page |= app_page(account, app, form)
    return render(request, "desk/must_set_up.html", page, status=422 if form.errors else 200)


def _proves(form: CodeForm, request: HttpRequest, account: Account) -> bool:
    """Whether the code is right; what is wrong with it is said in the form."""
    now = utc_now()
    person = person_of(account, Moment.now(now))
    try:
        if person and pass_code(
            account=account,
            code=form.cleaned_data["code"],
            network=whence(request),
            actor=Actor.person(person),
            now=now,
        ):
            return True
        form.add_error("code", WRONG_CODE)
    except TooManyTries as refusal:
        form.add_error(None, forms.ValidationError(refusal.sentence, refusal.code))
    return False
