"""Secrets of a login and of the house. Neither belongs to a provider, so they lie under a key of the house."""

from uuid import UUID

from . import envelopes
from .wrapping import house_key

_AUTHENTICATOR = "identity.authenticator-secret.v1"
_PASSKEY = "identity.passkey-credential.v1"
_PASSKEY_TAG = "tag.passkey.v1"
_HANDLE = "tag.passkey-handle.v1"
_CHALLENGE = "tag.challenge.v1"
_RECOVERY = "tag.recovery-code.v1"
_INVITATION = "tag.invitation.v1"
_MAIL = "notifications.mail-secret.v1"
_HOUSE = UUID(int=0)
_CLIENT = "identity.client-secret.v1"
_OUTSIDE = "tag.outside-identity.v1"


def seal_authenticator(secret: bytes, *, row: UUID, account: UUID) -> bytes:
    """Encrypt what an authenticator app shares with us, bound to its row and its account."""
    return envelopes.close(_key(_AUTHENTICATOR), secret, context=_AUTHENTICATOR, row=row, provider=account)


def open_authenticator(envelope: bytes, *, row: UUID, account: UUID) -> bytes:
    """The secret again; raises `Unreadable` for one that was moved from another row or account."""
    return envelopes.open_(_key(_AUTHENTICATOR), envelope, context=_AUTHENTICATOR, row=row, provider=account)


def seal_passkey(credential: bytes, *, row: UUID, account: UUID) -> bytes:
    """Encrypt the id and the public key of a passkey, bound to its row and its account: nobody can put another in its
    place."""
    return envelopes.close(_key(_PASSKEY), credential, context=_PASSKEY, row=row, provider=account)


def open_passkey(envelope: bytes, *, row: UUID, account: UUID) -> bytes:
    """Id and public key again; raises `Unreadable` for what was moved from another row or account."""
    return envelopes.open_(_key(_PASSKEY), envelope, context=_PASSKEY, row=row, provider=account)


def passkey_tag(credential_id: bytes) -> str:
    """A keyed fingerprint of a passkey's id, by which it is found when it says itself whose it is."""
    return envelopes.keyed_tag(_key(_PASSKEY_TAG), credential_id)


def passkey_handle(account: UUID) -> bytes:
    """What a passkey keeps to say whose it is: always the same for an account, and no id of ours."""
    return bytes.fromhex(envelopes.keyed_tag(_key(_HANDLE), account.bytes))


def challenge_tag(challenge: bytes, *, bound_to: str) -> str:
    """A keyed fingerprint of a value that was given out once, together with all it is good for."""
    return envelopes.keyed_tag(_key(_CHALLENGE), challenge + bound_to.encode())


def recovery_tag(code: str, *, account: UUID) -> str:
    """A keyed fingerprint of one account's recovery code, by which it is known again and cannot be read."""
    return envelopes.keyed_tag(_key(_RECOVERY), account.bytes + code.encode())


def invitation_tag(code: str, *, provider: UUID) -> str:
    """A keyed fingerprint of the code of an invitation, which is worth nothing at another provider."""
    return envelopes.keyed_tag(_key(_INVITATION), provider.bytes + code.encode())


def seal_mail_secret(secret: bytes) -> bytes:
    """Encrypt what signs us in to the mail server, which is the house's and no login's."""
    return envelopes.close(_key(_MAIL), secret, context=_MAIL, row=_HOUSE, provider=_HOUSE)


def open_mail_secret(envelope: bytes) -> bytes:
    """The secret again; raises `Unreadable`."""
    return envelopes.open_(_key(_MAIL), envelope, context=_MAIL, row=_HOUSE, provider=_HOUSE)


def seal_client_secret(secret: bytes, *, row: UUID, provider: UUID) -> bytes:
    """Encrypt what an identity provider knows us by, bound to its row and its provider."""
    return envelopes.close(_key(_CLIENT), secret, context=_CLIENT, row=row, provider=provider)


def open_client_secret(envelope: bytes, *, row: UUID, provider: UUID) -> bytes:
    """The secret again; raises `Unreadable` for one that was moved."""
    return envelopes.open_(_key(_CLIENT), envelope, context=_CLIENT, row=row, provider=provider)


def outside_tag(*, issuer: str, claim: str, subject: str, provider: UUID) -> str:
    """A keyed fingerprint of somebody's identity at an issuer: by it alone, and never by a name or a mail address, is
    their sign-in here found."""
    said = "\0".join((issuer, claim, subject))
    return envelopes.keyed_tag(_key(_OUTSIDE), provider.bytes + said.encode())


def _key(purpose: str) -> bytes:
    return envelopes.derive(house_key(), purpose)
