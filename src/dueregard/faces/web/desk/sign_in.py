"""Signing in with a password, choosing the provider, and signing out. A session belongs to one provider."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from ....authority.identity.guessing import TooManyTries, check_password
from ....authority.identity.models import Account
from ....authority.identity.outside import outside_sign_in
from ....authority.identity.queries import person_of
from ....authority.identity.signing_in import choose_password
from ....authority.identity.vocabulary import OpenedBy
from ....ground.kernel.moments import Moment, utc_now
from ....ground.kernel.refusals import BadInput
from ....ground.tenancy.models import Provider
from ....ground.tenancy.operations import enter, here
from ..forms.fields import Line, Secret
from ..scope import SecondStepNeeded, account_of, is_locked, is_too_old, lock_session, note_seen
from .entering import begin, half_way, is_asked_for_more, let_in, onward, site_here, whence, work_for
from .kept import carried, typed
from .locking import WORKS_LOCKED, ask_owner_of_session, back_of, works_locked
from .second_step import ask_for_more

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class SignInForm(forms.Form):
    """Name and password. A wrong one and an unknown one get the same answer."""

    username = Line(label=_("Sign-in name"), max_length=150)
    password = Secret(label=_("Password"), max_length=200)
    account: Account | None = None

    def __init__(self, request: HttpRequest, *, asked: bool = True) -> None:
        # What comes from a later step, whose time was over, carries words along and no name yet.
        super().__init__(request.POST if asked and "username" in request.POST else None)
        self.network = whence(request)

    @property
    def status(self) -> int:
        """Of the answer that shows this form once more."""
        if self.has_error(NON_FIELD_ERRORS, TooManyTries.code):
            return 429
        return 422 if self.errors else 200

    def clean(self) -> dict[str, Any]:
        """Check the password; takes as long for a name nobody has."""
        said = super().clean() or {}
        if not self.errors:
            try:
                self.account = check_password(
                    username=said["username"], password=said["password"], network=self.network, now=utc_now()
                )
            except TooManyTries as refusal:
                raise forms.ValidationError(refusal.sentence, refusal.code) from None
            if self.account is None:
                raise forms.ValidationError(_("This name and password do not belong together. Check both."))
        return said


class OwnPasswordForm(SignInForm):
    """The password in use, and the one chosen instead."""

    chosen = Secret(
        label=_("Your new password"),
        help_text=_("Twelve letters or more. Three words that do not belong together are easy to remember."),
        max_length=200,
        autocomplete="new-password",
    )
    again = Secret(label=_("Your new password once more"), max_length=200, autocomplete="new-password")

    def clean(self) -> dict[str, Any]:
        """The same one twice."""
        said = super().clean()
        if not self.errors and said["chosen"] != said["again"]:
            self.add_error("again", _("These two are not the same. Type them again."))
        return said


def _outside() -> tuple[str, str] | None:
    """The short code and the name of the way in by an identity provider, where one provider alone is served here: of
    several nobody can say whose staff are looking."""
    only = list(Provider.objects.all()[:2])
    if len(only) != 1:
        return None
    with enter(only[0]):
        row = outside_sign_in(utc_now())
    return (only[0].short_code, row.name) if row else None


def providers_of(account: Account) -> list[Provider]:
    """Where this account may sign in, asked of each provider in its own scope."""
    moment = Moment.now(utc_now())
    found = []
    for provider in Provider.objects.order_by("name"):
        with enter(provider):
            if person_of(account, moment):
                found.append(provider)
    return found


class SignInFirst(LoginRequiredMiddleware):
    """Nobody gets in without signing in; whoever was typing when they were signed out loses nothing by it."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., Any],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Show nothing of a locked session, and end one that is too old; of one in use, note that it is."""
        if request.user.is_authenticated and getattr(view_func, "login_required", True):
            if not is_locked(request):
                note_seen(request)
            elif not getattr(view_func, WORKS_LOCKED, False):
                kept = typed(request) if request.method == "POST" else ""
                if is_too_old(request):
                    logout(request)
                    return ask(request, SignInForm(request, asked=False), kept, 403, idled=True)
                lock_session(request)
                return ask_owner_of_session(request, kept=kept, back=back_of(request))
        answer: HttpResponseBase | None = super().process_view(request, view_func, view_args, view_kwargs)
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Whoever was given a post meanwhile that wants more than a password is asked for it, on the spot."""
        if not isinstance(exception, SecondStepNeeded):
            return None
        account, provider = account_of(request), here()
        kept = typed(request) if request.method == "POST" else ""
        begin(request, account)
        work_for(request, provider)
        return ask_for_more(request, kept)

    # Django promises a redirect only because its own answer is one.
    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        """The sign-in page: for words that were sent it says that they were not saved, and keeps them."""
        kept = typed(request) if request.method == "POST" else ""
        if not kept:
            return super().handle_no_permission(request, view_func)
        return ask(request, SignInForm(request, asked=False), kept, 403)


def ask(
    request: HttpRequest,
    form: SignInForm,
    kept: str,
    status: int,
    *,
    idled: bool = False,
    refused: "str | StrPromise" = "",
) -> HttpResponse:
    """The sign-in page. `refused`: what came of another way to sign in than its form."""
    page = {
        "form": form,
        "kept": kept,
        "idled": idled,
        "refused": refused,
        "passkeys": site_here(request) is not None,
        "outside": None if kept else _outside(),
    }
    return render(request, "desk/sign_in.html", page, status=status)


@login_not_required
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in; whoever belongs to several providers then chooses one."""
    form, kept = SignInForm(request), carried(request)
    if not (form.is_bound and form.is_valid() and form.account):
        return ask(request, form, kept, form.status)
    return go_on(request, form.account, kept, OpenedBy.PASSWORD)


def go_on(request: HttpRequest, account: Account, kept: str, by: OpenedBy) -> HttpResponse:
    """On with whoever proved themselves: to the choice of a provider, for those who have one, and then to the rest."""
    providers = providers_of(account)
    if not providers:
        said = _("This account belongs to no provider now. Ask your technical administrator.")
        return ask(request, SignInForm(request, asked=False), kept, 422, refused=said)
    begin(request, account, by)
    if len(providers) == 1:
        return _towards(request, account, providers[0], kept, by)
    if kept:
        return _choose(request, {str(provider.id): provider for provider in providers}, kept)
    return redirect("choose-provider")


@login_not_required
@require_http_methods(["GET", "POST"])
def own_password(request: HttpRequest) -> HttpResponse:
    """Choose another password, with the one in use; then sign in with it."""
    form = OwnPasswordForm(request)
    if form.is_bound and form.is_valid() and form.account:
        try:
            choose_password(account=form.account, password=form.cleaned_data["chosen"])
            return redirect("sign-in")
        except BadInput as refusal:
            form.add_error("chosen", refusal.sentence)
    return render(request, "desk/own_password.html", {"form": form}, status=form.status)


@login_not_required
@require_http_methods(["GET", "POST"])
def choose_provider(request: HttpRequest) -> HttpResponse:
    """Choose for whom to work in this session; to change, sign out."""
    way = half_way(request)
    if way is not None and way.by in (OpenedBy.OUTSIDE, OpenedBy.OUTSIDE_TWICE):
        return redirect("second-step")  # one provider's identity provider says nothing at another
    if way is None:
        there = "desk-queue" if request.user.is_authenticated else "sign-in"
        return redirect(there, preserve_request=bool(carried(request)))
    providers = {str(provider.id): provider for provider in providers_of(way.account)}
    if request.method == "POST" and request.POST.get("provider") in providers:
        return _towards(request, way.account, providers[request.POST["provider"]], carried(request), way.by)
    return _choose(request, providers, carried(request))


def _towards(
    request: HttpRequest, account: Account, provider: Provider, kept: str, by: OpenedBy
) -> HttpResponse:
    """On to the second step, for whoever has one and has not taken it; else in."""
    if by.is_second_step or not is_asked_for_more(account, provider):
        let_in(request, account, provider, by=by)
        return onward(request, kept)
    work_for(request, provider)
    return ask_for_more(request, kept)


def _choose(request: HttpRequest, providers: dict[str, Provider], kept: str) -> HttpResponse:
    return render(request, "desk/choose_provider.html", {"providers": providers, "kept": kept})


@works_locked
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out, and forget everything about the session."""
    logout(request)
    return redirect("sign-in")
