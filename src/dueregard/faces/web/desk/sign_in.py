"""Signing in with a password, choosing the provider, and signing out. A session belongs to one provider."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from ....authority.identity.models import Account
from ....authority.identity.queries import person_of
from ....ground.kernel.moments import Moment, utc_now
from ....ground.tenancy.models import Provider
from ....ground.tenancy.operations import enter
from ..forms.fields import Line, Secret
from ..scope import PROVIDER


class SignInForm(forms.Form):
    """Name and password. A wrong one and an unknown one get the same answer."""

    username = Line(label=_("Sign-in name"), max_length=150)
    password = Secret(label=_("Password"), max_length=200)
    account: Account | None = None

    def clean(self) -> dict[str, Any]:
        """Check the password; takes as long for a name nobody has."""
        said = super().clean() or {}
        if not self.errors:
            found = authenticate(username=said["username"].strip().casefold(), password=said["password"])
            self.account = found if isinstance(found, Account) else None
            if self.account is None:
                raise forms.ValidationError(_("This name and password do not belong together. Check both."))
        return said


def providers_of(account: Account) -> list[Provider]:
    """Where this account may sign in, asked of each provider in its own scope."""
    moment = Moment.now(utc_now())
    found = []
    for provider in Provider.objects.order_by("name"):
        with enter(provider):
            if person_of(account, moment):
                found.append(provider)
    return found


@login_not_required
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in; whoever belongs to several providers then chooses one."""
    form = SignInForm(request.POST or None)
    if not (form.is_bound and form.is_valid() and form.account):
        return render(request, "desk/sign_in.html", {"form": form}, status=422 if form.errors else 200)
    providers = providers_of(form.account)
    if not providers:
        form.add_error(None, _("This account belongs to no provider now. Ask your technical administrator."))
        return render(request, "desk/sign_in.html", {"form": form}, status=422)
    login(request, form.account)
    if len(providers) == 1:
        request.session[PROVIDER] = str(providers[0].id)
        return redirect("desk-queue")
    return redirect("choose-provider")


@require_http_methods(["GET", "POST"])
def choose_provider(request: HttpRequest) -> HttpResponse:
    """Choose for whom to work in this session; to change, sign out."""
    if not isinstance(request.user, Account) or PROVIDER in request.session:
        return redirect("desk-queue")
    providers = {str(provider.id): provider for provider in providers_of(request.user)}
    if request.method == "POST" and request.POST.get("provider") in providers:
        request.session[PROVIDER] = request.POST["provider"]
        return redirect("desk-queue")
    return render(request, "desk/choose_provider.html", {"providers": providers})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out, and forget everything about the session."""
    logout(request)
    return redirect("sign-in")
