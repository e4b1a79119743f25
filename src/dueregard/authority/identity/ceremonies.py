"""What a browser and a passkey say to each other and to us (Web Authentication, Level 2), by the library `fido2`.

Pure but for the library's own randomness: nothing is looked up or kept here. What comes from a browser is checked whole
before any of it is believed.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fido2.cose import ES256, RS256, EdDSA
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialParameters,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from .rules import Site

_ALGORITHMS = (ES256.ALGORITHM, EdDSA.ALGORITHM, RS256.ALGORITHM)
"""What devices of today sign by: telephones and security keys by the first two, Windows Hello by the third."""
LONGEST_ANSWER = 20_000
"""Characters. An answer has about one thousand."""
_LONGEST_ID = 1023
"""Bytes (Web Authentication Level 2, 7.1 step 17)."""


class NotGenuine(ValueError):
    """An answer that no passkey of this address gave to this question."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser sent, read and not yet believed."""

    challenge: bytes
    credential_id: bytes
    handle: bytes | None
    raw: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Made:
    """A new passkey: what is kept of it, its id, and its own count of signatures."""

    credential: bytes
    credential_id: bytes
    counter: int


def for_new_passkey(
    site: Site, *, challenge: bytes, handle: bytes, username: str, known: Iterable[bytes]
) -> dict[str, Any]:
    """What a browser is asked when a passkey is made. `known`: ids of those its owner has, so that a device is not set
    up twice. No device is asked what make it is."""
    user = PublicKeyCredentialUserEntity(id=handle, name=username, display_name=username)
    options, _state = _server(site).register_begin(
        user,
        credentials=_described(known),
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
        challenge=challenge,
    )
    return _plain(options)


def for_proof(site: Site, *, challenge: bytes, known: Iterable[bytes] = ()) -> dict[str, Any]:
    """What a browser is asked when a passkey is to sign. `known`: ids of somebody's own; none, and the passkey says
    itself whose it is."""
    options, _state = _server(site).authenticate_begin(
        credentials=_described(known) or None,
        user_verification=UserVerificationRequirement.REQUIRED,
        challenge=challenge,
    )
    return _plain(options)


def read(sent: str, *, new: bool = False) -> Answer:
    """What a browser sent as JSON. Raises `NotGenuine` for what is no answer at all."""
    if len(sent) > LONGEST_ANSWER:
        raise NotGenuine
    try:
        raw = json.loads(sent)
        if new:
            made = RegistrationResponse.from_dict(raw)
            return Answer(made.response.client_data.challenge, made.raw_id, None, raw)
        shown = AuthenticationResponse.from_dict(raw)
        return Answer(shown.response.client_data.challenge, shown.raw_id, shown.response.user_handle, raw)
    except Exception as fault:  # the parsers raise whatever they stumble over in a stranger's bytes
        raise NotGenuine from fault


def made_by(answer: Answer, site: Site) -> Made:
    """The passkey that was made. Raises `NotGenuine` for one of another address or without making sure of its owner."""
    try:
        data = _server(site).register_complete(_state(answer), answer.raw)
        made = data.credential_data
        if made is None or made.public_key.ALGORITHM not in _ALGORITHMS:
            raise NotGenuine
        if made.credential_id != answer.credential_id or len(made.credential_id) > _LONGEST_ID:
            raise NotGenuine
        _refuse_framed(answer.raw, new=True)
        return Made(bytes(made), made.credential_id, data.counter)
    except Exception as fault:  # as above
        raise NotGenuine from fault


def counted_by(answer: Answer, credential: bytes, site: Site) -> int:
    """The passkey's own count, once its signature over our question is proved; raises `NotGenuine` for all else."""
    try:
        known = AttestedCredentialData(credential)
        _server(site).authenticate_complete(_state(answer), [known], answer.raw)
        _refuse_framed(answer.raw, new=False)
        return AuthenticationResponse.from_dict(answer.raw).response.authenticator_data.counter
    except Exception as fault:  # as above
        raise NotGenuine from fault


def id_in(credential: bytes) -> bytes:
    """The id of a passkey, from what is kept of it."""
    return AttestedCredentialData(credential).credential_id


def _refuse_framed(raw: dict[str, Any], *, new: bool) -> None:
    """No page of ours is ever shown inside another; whoever says so is not a page of ours."""
    kind = RegistrationResponse if new else AuthenticationResponse
    if kind.from_dict(raw).response.client_data.cross_origin:
        raise NotGenuine


def _server(site: Site) -> Fido2Server:
    # The library would take any name below ours; we have one origin, and it alone is good.
    rp = PublicKeyCredentialRpEntity(name="Due Regard", id=site.name)
    server = Fido2Server(rp, verify_origin=lambda origin: origin == site.origin)
    server.allowed_algorithms = [
        PublicKeyCredentialParameters(type=PublicKeyCredentialType.PUBLIC_KEY, alg=one) for one in _ALGORITHMS
    ]
    return server


def _state(answer: Answer) -> dict[str, str]:
    """As the library wants it. That the challenge was ours is known by `challenges.take_back`, which alone decides."""
    from_us = websafe_encode(answer.challenge)
    return {"challenge": from_us, "user_verification": UserVerificationRequirement.REQUIRED}


def _described(ids: Iterable[bytes]) -> list[PublicKeyCredentialDescriptor]:
    kind = PublicKeyCredentialType.PUBLIC_KEY
    return [PublicKeyCredentialDescriptor(type=kind, id=one) for one in ids]


def _plain(options: Any) -> dict[str, Any]:
    inside: dict[str, Any] = dict(options)["publicKey"]
    return inside
