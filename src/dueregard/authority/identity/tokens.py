"""What an identity provider says of somebody, checked before a word of it is believed (OpenID Connect Core, 3.1.3.7).

The library `PyJWT` checks signature and times; everything by which one provider's word could pass for another's is
checked here, by names that the administrator typed and never by what the word says of itself. Nothing here asks
anybody: keys come in as an argument.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from typing import Any

import jwt

from .vocabulary import WhyNot

_ALGORITHMS = ("RS256", "PS256", "ES256")
"""Signatures by a key we cannot make. Never one by a shared secret, for which a public key could be passed off."""
_DRIFT = 60
"""Seconds by which clocks may differ."""
_LONGEST_SUBJECT = 255
"""Characters (OpenID Connect Core 1.0, 2)."""
_TWICE = "mfa"
"""The one word of `amr` for more than one proof (RFC 8176, 2). Others say by what, and not whether there were two."""


class NotBelieved(ValueError):
    """A word of an identity provider that will not do; `why` says no more than the kind."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Expected:
    """What the word must say, as the administrator typed it and as we asked. `tenant`: empty where there is none."""

    issuer: str
    client_id: str
    nonce: str
    tenant: str
    subject_claim: str


@dataclass(frozen=True, slots=True)
class Said:
    """Who it is, in the issuer's own words; and whether they took a second step there."""

    subject: str
    twice: bool


def believed(token: object, keys: Mapping[str, Any], expected: Expected, now: datetime) -> Said:
    """What a token says, if its issuer signed it for us, just now, in answer to our question. Raises `NotBelieved`."""
    if not isinstance(token, str):
        raise NotBelieved(WhyNot.NO_TOKEN)
    claims = _claims(token, _key_for(token, keys), expected, now)
    if claims.get("azp", expected.client_id) != expected.client_id:
        raise NotBelieved(WhyNot.AUDIENCE)
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and "azp" not in claims:
        raise NotBelieved(WhyNot.AUDIENCE)
    if not _same(claims.get("nonce"), expected.nonce):
        raise NotBelieved(WhyNot.NONCE)
    if expected.tenant and not _same(claims.get("tid"), expected.tenant):
        raise NotBelieved(WhyNot.TENANT)
    subject = claims.get(expected.subject_claim)
    if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT:
        raise NotBelieved(WhyNot.SUBJECT)
    ways = claims.get("amr")
    twice = isinstance(ways, list) and _TWICE in ways
    return Said(subject, twice)


def _claims(token: str, key: jwt.PyJWK, expected: Expected, now: datetime) -> dict[str, Any]:
    try:
        claims = jwt.decode(
            token,
            key,
            algorithms=list(_ALGORITHMS),
            issuer=expected.issuer,
            audience=expected.client_id,
            # The times are judged below, by the clock that came in.
            options={
                "require": ["iss", "aud", "exp", "iat", "sub"],
                "verify_exp": False,
                "verify_iat": False,
                "verify_nbf": False,
            },
        )
    except jwt.InvalidIssuerError:
        raise NotBelieved(WhyNot.ISSUER) from None
    except jwt.InvalidAudienceError:
        raise NotBelieved(WhyNot.AUDIENCE) from None
    except (jwt.PyJWTError, ValueError, TypeError, AttributeError, RecursionError):
        raise NotBelieved(WhyNot.SIGNATURE) from None
    _judge_times(claims, now.timestamp())
    return claims


def _judge_times(claims: Mapping[str, Any], now: float) -> None:
    times = [claims["exp"], claims["iat"], claims.get("nbf", claims["iat"])]
    if not all(isinstance(at, int | float) and not isinstance(at, bool) for at in times):
        raise NotBelieved(WhyNot.TIME)
    expires, issued, begins = times
    if now > expires + _DRIFT or now < issued - _DRIFT or now < begins - _DRIFT:
        raise NotBelieved(WhyNot.TIME)


def _key_for(token: str, keys: Mapping[str, Any]) -> jwt.PyJWK:
    """The published key by which the token says it is signed, held to the algorithm it says; never one it brings."""
    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") not in _ALGORITHMS:
            raise NotBelieved(WhyNot.ALGORITHM)
        for one in keys["keys"]:
            if one.get("kid") == header.get("kid") and one.get("use", "sig") == "sig":
                if one.get("kty") not in ("RSA", "EC") or one.get("alg", header["alg"]) != header["alg"]:
                    raise NotBelieved(WhyNot.ALGORITHM)
                return jwt.PyJWK(one, algorithm=header["alg"])
    except (jwt.PyJWTError, KeyError, TypeError, ValueError, AttributeError, RecursionError) as fault:
        if isinstance(fault, NotBelieved):
            raise
        raise NotBelieved(WhyNot.SIGNATURE) from fault
    raise NotBelieved(WhyNot.KEY)


def _same(said: object, expected: str) -> bool:
    return isinstance(said, str) and compare_digest(said.encode(), expected.encode())
