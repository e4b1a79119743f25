"""AES-256-GCM envelopes: version, nonce, ciphertext, bound to a declared context, a row and a provider.

The bytes of an envelope are stored for years: a new layout gets a new first byte, and this one stays readable.
"""

import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_VERSION = b"\x01"
_NONCE = 12
KEY_BYTES = 32


class Unreadable(RuntimeError):
    """An envelope does not open: wrong key, moved to another row, or changed behind our back."""


def _bound_to(context: str, row: UUID, provider: UUID) -> bytes:
    return f"{context}|{row}|{provider}".encode()


def close(key: bytes, plain: bytes, *, context: str, row: UUID, provider: UUID) -> bytes:
    """Encrypt `plain` so that it opens only in this context, row and provider."""
    nonce = os.urandom(_NONCE)
    return _VERSION + nonce + AESGCM(key).encrypt(nonce, plain, _bound_to(context, row, provider))


def open_(key: bytes, envelope: bytes, *, context: str, row: UUID, provider: UUID) -> bytes:
    """Decrypt; raises `Unreadable` for anything that is not exactly what was closed here."""
    envelope = bytes(envelope)
    if envelope[:1] != _VERSION:
        raise Unreadable("unknown envelope version")
    nonce, sealed = envelope[1 : 1 + _NONCE], envelope[1 + _NONCE :]
    try:
        return AESGCM(key).decrypt(nonce, sealed, _bound_to(context, row, provider))
    except (InvalidTag, ValueError) as exc:  # cut too short to hold even its nonce, it is a wrong value
        raise Unreadable(f"an envelope of {context} does not open") from exc


def derive(key: bytes, purpose: str) -> bytes:
    """A sub-key for one purpose, so that no key does two jobs."""
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(key)


def keyed_tag(key: bytes, value: bytes) -> str:
    """A keyed fingerprint: equal for equal values, and meaningless without the key."""
    mac = HMAC(key, hashes.SHA256())
    mac.update(value)
    return mac.finalize().hex()
