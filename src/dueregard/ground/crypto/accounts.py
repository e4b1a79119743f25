"""Secrets of a login. A login belongs to no provider, so they lie under a key of the house and not of any provider."""

from uuid import UUID

from . import envelopes
from .wrapping import house_key

_AUTHENTICATOR = "identity.authenticator-secret.v1"
_RECOVERY = "tag.recovery-code.v1"
_INVITATION = "tag.invitation.v1"


def seal_authenticator(secret: bytes, *, row: UUID, account: UUID) -> bytes:
    """Encrypt what an authenticator app shares with us, bound to its row and its account."""
    return envelopes.close(_key(), secret, context=_AUTHENTICATOR, row=row, provider=account)


def open_authenticator(envelope: bytes, *, row: UUID, account: UUID) -> bytes:
    """The secret again; raises `Unreadable` for one that was moved from another row or account."""
    return envelopes.open_(_key(), envelope, context=_AUTHENTICATOR, row=row, provider=account)


def recovery_tag(code: str, *, account: UUID) -> str:
    """A keyed fingerprint of one account's recovery code, by which it is known again and cannot be read."""
    return envelopes.keyed_tag(envelopes.derive(house_key(), _RECOVERY), account.bytes + code.encode())


def invitation_tag(code: str, *, provider: UUID) -> str:
    """A keyed fingerprint of the code of an invitation, which is worth nothing at another provider."""
    return envelopes.keyed_tag(envelopes.derive(house_key(), _INVITATION), provider.bytes + code.encode())


def _key() -> bytes:
    return envelopes.derive(house_key(), _AUTHENTICATOR)
