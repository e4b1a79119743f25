"""Entering a provider's scope for a request: by the session for people who signed in, by the short address for others.

A session belongs to one provider. Nothing else in the web face enters a scope.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, resolve

from ...authority.access.powers import powers_in_force
from ...authority.access.queries import Reader, needs_second_step, reader
from ...authority.identity.models import Account
from ...authority.identity.queries import person_of
from ...authority.identity.sessions import LOCKED, OPENED_AT, OPENED_BY, PROVIDER, SEEN, note_session
from ...ground.audit.operations import ReadOnly
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment, utc_now
from ...ground.kernel.refusals import NothingHere
from ...ground.tenancy.models import Provider
from ...ground.tenancy.operations import at_address, enter, known_as

PROVEN = "proven"
"""The session's key for whether more than a password opened it."""
_SELDOM = 60
"""Seconds within which it is not written again, so that reading pages is not writing sessions."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Who is here, for which provider, and when the request came: what every desk view begins with."""

    provider: Provider
    actor: Actor
    who: Reader
    moment: Moment


class SecondStepNeeded(Exception):
    """Somebody signed in by a password alone, and holds a post for which that is not enough."""


class ProviderMiddleware:
    """Runs each signed-in request inside the provider its session belongs to, reads included.

    A page that asks nobody to sign in is no part of a session: it finds its own provider, which may be another one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Enter the scope when there is one to enter; rendering happens inside it too."""
        if not _wants_sign_in(request.path_info):
            return self.get_response(request)
        provider = _bound_to(request)
        if provider is None or not request.user.is_authenticated:
            return self.get_response(request)
        with enter(provider):
            return self.get_response(request)


def _bound_to(request: HttpRequest) -> Provider | None:
    """The provider that the session belongs to."""
    provider_id = request.session.get(PROVIDER) if hasattr(request, "session") else None
    return known_as(UUID(provider_id)) if provider_id else None


def _wants_sign_in(path: str) -> bool:
    try:
        return bool(getattr(resolve(path).func, "login_required", True))
    except Resolver404:
        return True


def has_idled(request: HttpRequest) -> bool:
    """Whether nobody has asked this session for a page for so long that somebody else may sit there now."""
    seen = request.session.get(SEEN)
    return seen is not None and utc_now().timestamp() - seen > settings.IDLE.total_seconds()


def is_locked(request: HttpRequest) -> bool:
    """Whether this session shows nothing before its owner has proved to be there: they locked it, or it has idled."""
    return LOCKED in request.session or has_idled(request)


def is_too_old(request: HttpRequest) -> bool:
    """Whether a locked session is not opened again: it was opened so long ago that all its proofs are asked anew."""
    opened = request.session.get(OPENED_AT, 0)
    return utc_now().timestamp() - opened > settings.SESSION_COOKIE_AGE


def lock_session(request: HttpRequest) -> None:
    """Show nothing more in this session before its owner has proved to be there."""
    request.session[LOCKED] = True


def unlock_session(request: HttpRequest) -> None:
    """Its owner is there."""
    request.session.pop(LOCKED, None)
    request.session[SEEN] = int(utc_now().timestamp())


def note_seen(request: HttpRequest) -> None:
    """Begin the time without a page anew."""
    now = int(utc_now().timestamp())
    if now - request.session.get(SEEN, 0) >= _SELDOM:
        request.session[SEEN] = now


def open_session(request: HttpRequest, provider: Provider, *, proven: bool, by: str = "") -> None:
    """Bind the session of somebody who has just signed in to one provider. `proven`: by more than a password; `by`:
    what opened it, empty for the demonstration, which asks for nothing."""
    request.session[PROVIDER] = str(provider.id)
    request.session[OPENED_BY] = by
    request.session[OPENED_AT] = int(utc_now().timestamp())
    request.session.pop(LOCKED, None)
    request.session[PROVEN] = proven
    request.session.save()
    note_session(
        account=account_of(request),
        key=str(request.session.session_key),
        agent=request.headers.get("User-Agent", ""),
        now=utc_now(),
    )


def account_of(request: HttpRequest) -> Account:
    """The account that signed in; raises `NothingHere` for nobody."""
    if not isinstance(request.user, Account):
        raise NothingHere
    return request.user


def visit(request: HttpRequest) -> Visit:
    """The visit behind a signed-in request: the one way to any page that wants a sign-in.

    Raises `NothingHere` when the account is nobody at this provider any more, `SecondStepNeeded` when somebody was
    given a post since they signed in that a password alone does not open.
    """
    now = utc_now()
    moment = Moment.now(now)
    provider = _bound_to(request)
    if provider is None:
        raise NothingHere
    account = account_of(request)
    person_id = person_of(account, moment)
    if person_id is None:
        raise NothingHere
    if not may_enter(account, provider):
        raise ReadOnly
    who = reader(person_id, powers_in_force(moment), moment)
    if not request.session.get(PROVEN) and needs_second_step(who, moment):
        raise SecondStepNeeded
    return Visit(provider, Actor.person(person_id), who, moment)


def may_enter(account: Account, provider: Provider) -> bool:
    """Whether the records are open to everybody who may sign in, or this account is one of the two that may read."""
    return provider.read_only_since is None or str(account.id) in provider.readers


def signed_in_person(request: HttpRequest, provider: Provider) -> UUID | None:
    """Who is signed in at this provider, for pages that do not ask for it; None for everybody else.

    Nobody, too, once a session is locked: else the next person at a shared computer would report in that name.
    """
    if (
        not request.user.is_authenticated
        or request.session.get(PROVIDER) != str(provider.id)
        or is_locked(request)
    ):
        return None
    return person_of(account_of(request), Moment.now(utc_now()))


def by_short_code(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Run a public view inside the provider of its short address; an unknown one is simply nothing."""

    @wraps(view)
    def inside(request: HttpRequest, short_code: str, **kwargs: Any) -> HttpResponse:
        provider = at_address(short_code.lower())
        if provider is None:
            raise NothingHere
        with enter(provider):
            return view(request, provider=provider, **kwargs)

    return inside
