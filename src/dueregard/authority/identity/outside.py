"""Signing in by the provider's own identity provider (OpenID Connect Core 1.0, the code flow with PKCE and a nonce).

It says who somebody is at *its* house. Who that is at ours was said by themselves, on their own session: an identity is
tied by issuer and subject alone, and no name or mail address of a token is ever read.
"""

from base64 import b64encode, urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import quote, urlencode

from ...ground.audit.operations import Subject, turn
from ...ground.crypto.accounts import open_client_secret, outside_tag
from ...ground.kernel import scope
from ...ground.kernel.actors import Actor
from ...ground.kernel.refusals import Refusal
from ...ground.tenancy.operations import here
from .challenges import give_out, take_back
from .codes import letters
from .fetching import Origin, Unreachable, ask
from .guessing import check_outside
from .models import Account, OutsideIdentity, OutsideSignIn
from .tokens import Expected, NotBelieved, Said, believed
from .vocabulary import Asked, OutsideRefused, WhyNot

_LENGTH = timedelta(minutes=10)
"""How long somebody may take over there."""
_WELL_KNOWN = "/.well-known/openid-configuration"
_SAID = {
    WhyNot.UNREACHABLE: "Your organisation's sign-in did not answer as it should.",
    WhyNot.UNKNOWN: "Your organisation knows you, and no sign-in here is tied to that. Sign in with your name and "
    "password, then tie it under Your sign-in. If you have none here, ask whoever gives posts here to invite you.",
}
_OTHERWISE = "Your organisation's sign-in said something that cannot be believed."
_ELSE = {
    Asked.OUTSIDE: " Nobody was let in. Sign in another way, and tell whoever looks after your computers.",
    Asked.INVITED: " Nothing was tied. Set up your sign-in without it: you can tie it later, under Your sign-in.",
    Asked.TIE: " Nothing was tied, and your sign-in is as it was. Tell whoever looks after your computers.",
}
"""What to do, by what they meant to do."""


class NotLetIn(Refusal):
    """Somebody was not let in by an identity provider. The audit record has the kind, and nothing about them."""

    def __init__(self, why: WhyNot, asked: Asked = Asked.OUTSIDE) -> None:
        super().__init__(_SAID.get(why, _OTHERWISE) + ("" if why is WhyNot.UNKNOWN else _ELSE[asked]))
        self.why = why


@dataclass(frozen=True, slots=True)
class Asking:
    """What a session remembers while somebody is over there; good once, for one provider and one purpose."""

    sign_in: str
    """The row of the identity provider, as it was set up then."""
    asked: str
    nonce: str
    verifier: str

    def kept(self) -> dict[str, str]:
        """As a session keeps it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Back:
    """What a browser brought back, and where it belongs."""

    code: str
    state: str
    session: str
    network: str
    return_to: str


@dataclass(frozen=True, slots=True)
class Places:
    """Where an identity provider says it is, once it was found to say no other name than its own."""

    authorization: str
    token: str
    keys: str
    only_post: bool
    """Whether it takes our secret in the body alone."""


def outside_sign_in(now: datetime) -> OutsideSignIn | None:
    """The identity provider of the provider in scope, if it has one."""
    row: OutsideSignIn | None = OutsideSignIn.objects.known(now).order_by("-recorded_at").first()
    return row


def origin_of(row: OutsideSignIn) -> Origin:
    """Where it may be asked: at its issuer's own origin, and nowhere else."""
    return Origin(row.issuer, on_this_machine=here().fictional)


def places(issuer: str, origin: Origin) -> Places:
    """Where an issuer says its parts are. Raises `Unreachable` for one that says another name, or places elsewhere."""
    said = ask(origin, issuer.rstrip("/") + _WELL_KNOWN)
    if said.get("issuer") != issuer:
        raise Unreachable("another issuer")
    parts = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    found = [place for part in parts if isinstance(place := said.get(part), str) and origin.holds(place)]
    if len(found) != len(parts):
        raise Unreachable("places elsewhere")
    ways = said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    if not isinstance(ways, list):
        raise Unreachable("no list")
    return Places(found[0], found[1], found[2], only_post="client_secret_basic" not in ways)


def begin(
    row: OutsideSignIn, *, asked: Asked, account: Account | None, session: str, return_to: str, now: datetime
) -> tuple[str, Asking]:
    """Where to send somebody, and what their session is to remember. Raises `NotLetIn`."""
    try:
        there = places(row.issuer, origin_of(row)).authorization
    except Unreachable:
        raise _refused(row, WhyNot.UNREACHABLE, asked, now) from None
    state = _text(give_out(*_good_for(row, asked, account, session), now=now, length=_LENGTH))
    asking = Asking(str(row.id), asked, nonce=letters(40), verifier=letters(64))
    said = {
        "response_type": "code",
        "response_mode": "query",
        "scope": "openid",
        "client_id": row.client_id,
        "redirect_uri": return_to,
        "state": state,
        "nonce": asking.nonce,
        "code_challenge": _text(sha256(asking.verifier.encode()).digest()),
        "code_challenge_method": "S256",
    }
    return there + ("&" if "?" in there else "?") + urlencode(said), asking


def said_outside(
    asking: Asking, back: Back, *, account: Account | None, now: datetime
) -> tuple[OutsideSignIn, Said]:
    """Who somebody is over there. Raises `NotLetIn`, and `TooManyTries` when that was tried too often from here."""
    row, asked = outside_sign_in(now), Asked(asking.asked)
    if row is None or str(row.id) != asking.sign_in:
        raise NotLetIn(WhyNot.UNREACHABLE, asked)  # it was set up anew, or ended, meanwhile
    good_for = _good_for(row, asked, account, back.session)
    why = [WhyNot.NONCE]

    def look() -> Said | None:
        if not take_back(_bytes(back.state), *good_for, now=now):
            return None
        try:
            return _ask_for(row, asking, back, now)
        except Unreachable:
            why[0] = WhyNot.UNREACHABLE
        except NotBelieved as fault:
            why[0] = fault.why
        return None

    said = check_outside(network=back.network, now=now, look=look)
    if said is None:
        raise _refused(row, why[0], asked, now)
    return row, said


def owner_of(row: OutsideSignIn, said: Said, now: datetime) -> Account:
    """Whose sign-in here that identity opens. Raises `NotLetIn` for nobody's; it is the same whoever is unknown."""
    known = OutsideIdentity.objects.known(now).filter(tag=tag_of(row, said)).select_related("account")
    tie = known.first()
    if tie is None or not tie.account.is_active:
        raise _refused(row, WhyNot.UNKNOWN, Asked.OUTSIDE, now)
    account: Account = tie.account
    return account


def tag_of(row: OutsideSignIn, said: Said) -> str:
    """By what an identity is known here."""
    return outside_tag(
        issuer=row.issuer, claim=row.subject_claim, subject=said.subject, provider=scope.provider_id()
    )


def _ask_for(row: OutsideSignIn, asking: Asking, back: Back, now: datetime) -> Said:
    """Change the code for a token, and judge it by the keys that are published now: they are changed now and then."""
    origin = origin_of(row)
    there = places(row.issuer, origin)
    secret = open_client_secret(bytes(row.secret), row=row.id, provider=row.provider_id).decode()
    form = {
        "grant_type": "authorization_code",
        "code": back.code,
        "redirect_uri": back.return_to,
        "code_verifier": asking.verifier,
        "client_id": row.client_id,
    }
    headers: Mapping[str, str] = {}
    if there.only_post:
        form["client_secret"] = secret
    else:  # RFC 6749, 2.3.1: each part encoded by itself
        pair = f"{quote(row.client_id, safe='')}:{quote(secret, safe='')}"
        headers = {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}
    answer: dict[str, Any] = ask(origin, there.token, form=form, headers=headers)
    expected = Expected(row.issuer, row.client_id, asking.nonce, row.tenant, row.subject_claim)
    return believed(answer.get("id_token"), ask(origin, there.keys), expected, now)


def _refused(row: OutsideSignIn, why: WhyNot, asked: Asked, now: datetime) -> NotLetIn:
    """Write that somebody was not let in, about the identity provider and nobody else."""
    with turn(actor=Actor.outsider(), now=now) as t:
        t.record(OutsideRefused(why), Subject("outside-sign-in", row.id))
    return NotLetIn(why, asked)


def _good_for(row: OutsideSignIn, asked: Asked, account: Account | None, session: str) -> tuple[str, ...]:
    return (asked, session, str(row.provider_id), str(row.id), str(account.id) if account else "")


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(written: str) -> bytes:
    try:
        return urlsafe_b64decode(written.encode() + b"=" * (-len(written) % 4))
    except ValueError:
        return b""
