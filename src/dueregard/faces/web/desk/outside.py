"""Signing in by the provider's own identity provider, and tying it to one's own sign-in.

A page whose form leads there says so in its content security policy, for that one origin and on that one page.
"""

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from ....authority.identity.guessing import TooManyTries
from ....authority.identity.invitations import FirstIdentity
from ....authority.identity.models import Account, OutsideSignIn
from ....authority.identity.outside import (
    Asking,
    Back,
    NotLetIn,
    begin,
    origin_of,
    outside_sign_in,
    owner_of,
    said_outside,
    tag_of,
)
from ....authority.identity.queries import person_of
from ....authority.identity.tying import tie
from ....authority.identity.vocabulary import Asked, OpenedBy, WhyNot
from ....ground.kernel.moments import Moment, utc_now
from ....ground.kernel.refusals import BadInput, NothingHere
from ....ground.tenancy.models import Provider
from ....ground.tenancy.operations import enter, known_as
from ..scope import account_of, by_short_code, is_locked, visit
from .entering import begin as begin_here
from .entering import is_asked_for_more, let_in, onward, whence, work_for
from .halfway_in import remember_identity, remembered
from .second_step import ask_for_more
from .showing import forget_fresh, is_fresh

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

REFUSED = "outside-refused"
"""The session's key for why somebody who was invited came back with nothing, until it was shown."""
_ASKING = "outside"
"""The session's key for what was asked over there."""
_NOBODY = _("Nobody was signed in over there, or it took too long. Begin again, or sign in another way.")
_NOT_TIED = _("Nobody was signed in over there, or it took too long. Nothing was tied: you can begin again.")


@login_not_required
@require_http_methods(["GET", "POST"])
@by_short_code
def sign_in_outside(request: HttpRequest, provider: Provider) -> HttpResponse:
    """The way in for this provider's people, by its own identity provider."""
    row = outside_sign_in(utc_now())
    if row is None:
        raise NothingHere
    if request.method == "POST":
        if not request.session.session_key:
            request.session.create()
        return go(request, provider, row, Asked.OUTSIDE, None)
    return _shown(request, provider, row)


@require_http_methods(["GET", "POST"])
def tie_outside(request: HttpRequest) -> HttpResponse:
    """Tie one's identity there to one's own sign-in, for somebody who has just proved to be who they are."""
    seen = visit(request)
    row = outside_sign_in(seen.moment.as_at)
    if row is None or not is_fresh(request):
        return redirect("account")
    if request.method == "POST":
        forget_fresh(request)
        return go(request, seen.provider, row, Asked.TIE, account_of(request))
    return _shown(request, seen.provider, row, tying=True)


@login_not_required
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Somebody comes back from over there. What was asked is good once, in the browser it was asked in."""
    kept = request.session.pop(_ASKING, None)
    provider = known_as(UUID(kept["provider"])) if kept else None
    if kept is None or provider is None:
        return redirect("sign-in")
    asking = Asking(**kept["asking"])
    with enter(provider):
        row = outside_sign_in(utc_now())
        if row is None:
            return redirect("sign-in")
        if asking.asked == Asked.INVITED:
            return _know(request, provider, asking)
        tying = asking.asked == Asked.TIE
        if "code" not in request.GET:
            # What else it says comes from a stranger's address bar, and is not repeated.
            refused = _NOT_TIED if tying else _NOBODY
            return _shown(request, provider, row, refused=refused, status=403, tying=tying)
        try:
            if tying:
                return _tie(request, provider, asking)
            return _let_in(request, provider, asking)
        except (TooManyTries, BadInput, NotLetIn) as refusal:
            status = 429 if isinstance(refusal, TooManyTries) else 403
            return _shown(request, provider, row, refused=refusal.sentence, status=status, tying=tying)


def _know(request: HttpRequest, provider: Provider, asking: Asking) -> HttpResponse:
    """Remember who somebody is over there who is setting up their sign-in; it is tied when they finish, or not at all.
    Whatever was wrong with it, they go on without."""
    invitation = remembered(request)
    if invitation and "code" in request.GET:
        now = utc_now()
        try:
            row, said = said_outside(asking, _brought(request), account=invitation.account, now=now)
        except (TooManyTries, NotLetIn) as refusal:
            request.session[REFUSED] = refusal.sentence
        else:
            shown = FirstIdentity(row.id, tag_of(row, said), row.proves_twice and said.twice)
            remember_identity(request, invitation, shown)
    return redirect("invited", short_code=provider.short_code)


def _let_in(request: HttpRequest, provider: Provider, asking: Asking) -> HttpResponse:
    now = utc_now()
    row, said = said_outside(asking, _brought(request), account=None, now=now)
    account = owner_of(row, said, now)
    if person_of(account, Moment.now(now)) is None:
        raise NotLetIn(WhyNot.UNKNOWN)
    by = OpenedBy.OUTSIDE_TWICE if row.proves_twice and said.twice else OpenedBy.OUTSIDE
    begin_here(request, account, by)
    work_for(request, provider)
    if not by.is_second_step and is_asked_for_more(account, provider):
        return ask_for_more(request, "")
    let_in(request, account, provider, by=by)
    return onward(request, "")


def _tie(request: HttpRequest, provider: Provider, asking: Asking) -> HttpResponse:
    """On the session of whoever asked, if it is theirs still."""
    if not request.user.is_authenticated or is_locked(request):
        return redirect("sign-in")
    seen, mine = visit(request), account_of(request)
    if seen.provider != provider:
        raise NothingHere
    row, said = said_outside(asking, _brought(request), account=mine, now=seen.moment.as_at)
    tie(account=mine, row=row, said=said, actor=seen.actor, now=seen.moment.as_at)
    return redirect("account")


def go(
    request: HttpRequest, provider: Provider, row: OutsideSignIn, asked: Asked, account: Account | None
) -> HttpResponse:
    """Send somebody over there, with a question that is good once."""
    try:
        there, asking = begin(
            row,
            asked=asked,
            account=account,
            session=str(request.session.session_key),
            return_to=return_to(),
            now=utc_now(),
        )
    except NotLetIn as refusal:
        if asked is Asked.INVITED:
            request.session[REFUSED] = refusal.sentence
            return redirect("invited", short_code=provider.short_code)
        tying = asked is Asked.TIE
        return _shown(request, provider, row, refused=refusal.sentence, status=502, tying=tying)
    request.session[_ASKING] = {"provider": str(provider.id), "asking": asking.kept()}
    return redirect(there)


def _brought(request: HttpRequest) -> Back:
    return Back(
        code=request.GET.get("code", ""),
        state=request.GET.get("state", ""),
        session=str(request.session.session_key),
        network=whence(request),
        return_to=return_to(),
    )


def return_to() -> str:
    """Where people come back to from over there."""
    return settings.ADDRESS + reverse("outside-back")


def _shown(
    request: HttpRequest,
    provider: Provider,
    row: OutsideSignIn,
    *,
    refused: "str | StrPromise" = "",
    status: int = 200,
    tying: bool = False,
) -> HttpResponse:
    page = {"provider": provider, "name": row.name, "refused": refused, "tying": tying}
    return may_lead_to(row, render(request, "desk/outside.html", page, status=status))


def may_lead_to(row: OutsideSignIn, response: HttpResponse) -> HttpResponse:
    """Let the forms of this one page lead over there."""
    response._csp_update = {"form-action": [origin_of(row).written]}  # type: ignore[attr-defined]  # read by django-csp
    return response
