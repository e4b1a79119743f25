"""A genuine age file closed with a passphrase, and hardly any work.

What `pyrage` writes takes seconds and a gigabyte to open, so that guessing takes for ever. Its own reader opens these
too (https://age-encryption.org/v1).
"""

import base64
import os
import textwrap

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

_WORK = 1
"""As a power of two."""
_CHUNK = 64 * 1024


def encrypt(plain: bytes, passphrase: str, *, armored: bool = False) -> bytes:
    """As `pyrage.passphrase.encrypt` does it."""
    if len(plain) > _CHUNK:
        raise NotImplementedError(
            "nothing that long is closed with a passphrase: an identity is, which closes the rest"
        )
    file_key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    kdf = Scrypt(salt=b"age-encryption.org/v1/scrypt" + salt, length=32, n=2**_WORK, r=8, p=1)
    wrapped = ChaCha20Poly1305(kdf.derive(passphrase.encode())).encrypt(bytes(12), file_key, None)
    header = f"age-encryption.org/v1\n-> scrypt {_short(salt)} {_WORK}\n{_short(wrapped)}\n---".encode()
    seal = hmac.HMAC(_derived(file_key, None, b"header"), hashes.SHA256())
    seal.update(header)
    last_of_all = bytes(11) + b"\x01"
    payload = ChaCha20Poly1305(_derived(file_key, nonce, b"payload")).encrypt(last_of_all, plain, None)
    whole = header + f" {_short(seal.finalize())}\n".encode() + nonce + payload
    return _armoured(whole) if armored else whole


def _derived(key: bytes, salt: bytes | None, what_for: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=what_for).derive(key)


def _short(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")


def _armoured(data: bytes) -> bytes:
    lines = textwrap.wrap(base64.b64encode(data).decode(), 64)
    begin, end = ("-----BEGIN AGE ENCRYPTED FILE-----", "-----END AGE ENCRYPTED FILE-----")
    return "\n".join([begin, *lines, end, ""]).encode()
