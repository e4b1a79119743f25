"""Passkeys: what a browser is told to ask for, signing in by one alone, and setting one up."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from ....authority.identity.guessing import TooManyTries
from ....authority.identity.passkeys import (
    LONGEST_LABEL,
    CopySuspected,
    add_passkey,
    ask_anybody,
    ask_owner,
    begin_passkey,
    owner_shown,
)
from ....authority.identity.sessions import device_of
from ....authority.identity.vocabulary import OpenedBy
from ....ground.kernel.moments import utc_now
from ....ground.kernel.refusals import BadInput
from ....ground.tenancy.models import Provider
from ..forms.fields import Line
from ..scope import PROVEN, account_of, by_short_code, is_locked, visit
from .entering import half_way, here, site_here
from .halfway_in import remembered
from .kept import carried
from .pages import shared
from .showing import NOT_GOOD, PASSKEY, forget_fresh, is_fresh
from .sign_in import SignInForm, ask, go_on


class PasskeyForm(forms.Form):
    """What its owner calls a new passkey; the rest comes from the device."""

    label = Line(
        label=_("What do you call this passkey?"),
        help_text=_("So that you know it again: work laptop, key on my key ring."),
        required=False,
    )

    def called(self, agent: str) -> str:
        """What it is called, cut to what a row holds: the device has made it by now, so no name refuses it."""
        return (self.cleaned_data["label"] or device_of(agent))[:LONGEST_LABEL]


@login_not_required
@require_POST
def ask_for_any(request: HttpRequest) -> HttpResponse:
    """What a browser asks for when nobody is known yet. It is the same for everybody."""
    return JsonResponse(ask_anybody(here=here(request), now=utc_now()))


@login_not_required
@require_POST
def ask_half_way(request: HttpRequest) -> HttpResponse:
    """What a browser asks for from somebody who gave a password, or whose session is locked."""
    way = half_way(request)
    if way is None and not (request.user.is_authenticated and is_locked(request)):
        return redirect("sign-in")
    account = way.account if way else account_of(request)
    return JsonResponse(ask_owner(account=account, here=here(request), now=utc_now()))


@require_POST
def ask_for_own(request: HttpRequest) -> HttpResponse:
    """What a browser asks for from somebody who is signed in."""
    seen = visit(request)
    asked = ask_owner(account=account_of(request), here=here(request), now=seen.moment.as_at)
    return JsonResponse(asked)


@require_POST
def ask_for_new(request: HttpRequest) -> HttpResponse:
    """What a browser makes a new passkey from."""
    seen = visit(request)
    if not is_fresh(request):
        return redirect("account")
    asked = begin_passkey(account=account_of(request), here=here(request), now=seen.moment.as_at)
    return JsonResponse(asked)


@login_not_required
@require_POST
@by_short_code
def ask_invited(request: HttpRequest, provider: Provider) -> HttpResponse:
    """What a browser makes the first passkey from, of somebody who typed the code of their invitation in it."""
    invitation = remembered(request)
    if invitation is None:
        return redirect("invited", short_code=provider.short_code)
    return JsonResponse(begin_passkey(account=invitation.account, here=here(request), now=utc_now()))


@login_not_required
@require_POST
def sign_in_by_passkey(request: HttpRequest) -> HttpResponse:
    """Sign in by a passkey alone, which is both steps at once."""
    kept = carried(request)
    try:
        account = owner_shown(sent=request.POST.get(PASSKEY, ""), here=here(request), now=utc_now())
    except (TooManyTries, CopySuspected) as refusal:
        status = 429 if isinstance(refusal, TooManyTries) else 422
        return ask(request, SignInForm(request, asked=False), kept, status, refused=refusal.sentence)
    if account is None:
        return ask(request, SignInForm(request, asked=False), kept, 422, refused=NOT_GOOD)
    return go_on(request, account, kept, OpenedBy.PASSKEY)


@require_http_methods(["GET", "POST"])
def new_passkey(request: HttpRequest) -> HttpResponse:
    """Set up a passkey, for somebody who has just proved to be who they are."""
    seen, page = shared(request, "account")
    if not is_fresh(request) or site_here(request) is None:
        return redirect("account")
    form = PasskeyForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            codes = add_passkey(
                account=account_of(request),
                sent=request.POST.get(PASSKEY, ""),
                label=form.called(request.headers.get("User-Agent", "")),
                here=here(request),
                actor=seen.actor,
                now=seen.moment.as_at,
            )
        except BadInput as refusal:
            form.add_error(None, refusal.sentence)
        else:
            request.session[PROVEN] = True
            forget_fresh(request)
            if codes:
                return render(request, "desk/recovery_codes.html", page | {"codes": codes})
            return redirect("account")
    status = 422 if form.errors else 200
    return render(request, "desk/add_passkey.html", page | {"form": form}, status=status)
