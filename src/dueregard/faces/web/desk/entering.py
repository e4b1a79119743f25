"""The way from the password to the desk: what is remembered of it, and the one place where it ends.

Whoever has given the right password and no more is nobody yet: no page takes them for signed in. What a session keeps
of them is worth ten minutes, and nothing once the password was changed.
"""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare

from ....authority.access.powers import powers_in_force
from ....authority.access.queries import needs_second_step, reader
from ....authority.identity.models import Account
from ....authority.identity.passkeys import Here
from ....authority.identity.queries import person_of
from ....authority.identity.rules import Site, network_of, site_of
from ....authority.identity.second_steps import has_second_step
from ....authority.identity.sessions import PROVIDER
from ....authority.identity.vocabulary import OpenedBy
from ....ground.kernel.moments import Moment, utc_now
from ....ground.kernel.refusals import NothingHere
from ....ground.tenancy.models import Provider
from ....ground.tenancy.operations import enter
from ..scope import note_seen, open_session
from .kept import Kept, offer, opened
from .since import note_before

_HALF_WAY = "half-way"
"""The session's key for who has given a password."""
_LONGEST = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class HalfWay:
    """Who gave the right password, or showed a passkey; and for whom they mean to work, once that is known."""

    account: Account
    provider: Provider | None
    by: OpenedBy


def is_asked_for_more(account: Account, provider: Provider) -> bool:
    """Whether a password is not enough: for whoever has set up a second step, and whoever's post here wants one."""
    if has_second_step(account):
        return True
    moment = Moment.now(utc_now())
    with enter(provider):
        person = person_of(account, moment)
        if person is None:
            return False
        return needs_second_step(reader(person, powers_in_force(moment), moment), moment)


def begin(request: HttpRequest, account: Account, by: OpenedBy = OpenedBy.PASSWORD) -> None:
    """Remember by what somebody came this far; whoever was signed in here before is not any more."""
    logout(request)
    request.session[_HALF_WAY] = {
        "account": str(account.pk),
        "password": account.get_session_auth_hash(),
        "at": utc_now().timestamp(),
        "by": by,
    }


def work_for(request: HttpRequest, provider: Provider) -> None:
    """Remember for whom."""
    request.session[_HALF_WAY] |= {"provider": str(provider.id)}
    request.session.modified = True


def half_way(request: HttpRequest) -> HalfWay | None:
    """Who is on the way in; None for nobody, and for somebody who took too long or whose password is another now."""
    kept = request.session.get(_HALF_WAY)
    if not kept or utc_now().timestamp() - kept["at"] > _LONGEST.total_seconds():
        return None
    account = Account.objects.filter(pk=kept["account"], is_active=True).first()
    if account is None or not constant_time_compare(kept["password"], account.get_session_auth_hash()):
        return None
    return HalfWay(account, Provider.objects.filter(pk=kept.get("provider")).first(), OpenedBy(kept["by"]))


def let_in(request: HttpRequest, account: Account, provider: Provider, *, by: OpenedBy) -> None:
    """Sign in, for one provider. `by`: what proved them; more than a password is a second step."""
    before = account.last_login
    login(request, account)
    request.session.pop(_HALF_WAY, None)
    open_session(request, provider, proven=by.is_second_step, by=by)
    note_seen(request)
    note_before(request, before)


def onward(request: HttpRequest, kept: str) -> HttpResponse:
    """The first page of somebody who was let in: what they had typed before, else the list."""
    mine = kept_by(request, kept)
    return offer(request, mine) if mine else redirect("desk-queue")


def kept_by(request: HttpRequest, kept: str) -> Kept | None:
    """What the person signed in here had typed before they were signed out; None for somebody else's words."""
    if not isinstance(request.user, Account):
        return None
    return opened(kept, account=request.user.id, provider=UUID(request.session[PROVIDER]))


def whence(request: HttpRequest) -> str:
    """From which network a request came, for counting guesses."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    return network_of(request.META.get("REMOTE_ADDR", ""), forwarded, settings.TRUSTED_PROXY)


def site_here(request: HttpRequest) -> Site | None:
    """For which address a passkey could be shown in this request; None where browsers allow none, and at another
    address of ours than the public one."""
    site = site_of(settings.ADDRESS)
    return site if site and request.get_host() == urlsplit(site.origin).netloc else None


def here(request: HttpRequest) -> Here:
    """Where a passkey is shown. Whoever is not known yet gets a session by it. Raises `NothingHere` where none can."""
    site = site_here(request)
    if site is None:
        raise NothingHere
    if not request.session.session_key:
        request.session.create()
    return Here(site, str(request.session.session_key), whence(request))
