"""Encryption of a backup with age, as a stream: whatever its size, little of it is in memory.

To a recipient it is one plain age file. With a passphrase it is two, one after the other: an armoured one holding an
identity made for this backup, which the passphrase opens, and the backup for that identity. Both open with the
standard tool; and a wrong passphrase is told from a broken file.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import BinaryIO, cast

import pyrage
from pyrage import passphrase as by_passphrase
from pyrage.x25519 import Identity, Recipient

from .vocabulary import NotABackup, NotWhole, Unsuitable, WrongPassphrase, WrongSecret

_ARMOUR, _ARMOUR_END = b"-----BEGIN AGE ENCRYPTED FILE-----", b"-----END AGE ENCRYPTED FILE-----"
_PLAIN = b"age-encryption.org/v1"
_ARMOUR_LINES = 40


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """What closes or opens a backup: a passphrase, a recipient to close it for, or an identity to open it with."""

    passphrase: str = ""
    recipient: Recipient | None = None
    identity: Identity | None = None
    also: tuple[Recipient, ...] = ()
    """More recipients to close it for."""


def for_recipient(address: str, *also: Recipient) -> Secret:
    """What closes a backup for whoever has the identity of this recipient; raises `Unsuitable` for what is none."""
    try:
        return Secret(recipient=Recipient.from_str(address), also=also)
    except pyrage.RecipientError:
        raise Unsuitable("That is not an age recipient. It begins with age1.") from None


def seal(write: Callable[[BinaryIO], None], target: BinaryIO, secret: Secret) -> None:
    """Encrypt into `target` whatever `write` writes."""
    recipient = secret.recipient
    if recipient is None:
        own = Identity.generate()
        target.write(by_passphrase.encrypt(str(own).encode(), secret.passphrase, armored=True))
        recipient = own.to_public()
    reading, writing = os.pipe()

    def enclose() -> None:
        with os.fdopen(reading, "rb") as source:
            pyrage.encrypt_io(source, target, [recipient, *secret.also])

    with ThreadPoolExecutor(1) as beside:
        closed = beside.submit(enclose)
        try:
            # In the caller's own thread: what it reads belongs to its provider, and to its connection.
            with os.fdopen(writing, "wb") as pipe:
                write(cast(BinaryIO, pipe))
        except BrokenPipeError:
            closed.result()  # which says why nobody takes any more
            raise
        closed.result()


def unseal(source: BinaryIO, target: BinaryIO, secret: Secret) -> None:
    """Decrypt `source` into `target`; raises `NotABackup`, `NotWhole` or `WrongSecret`."""
    identity = _identity(source, secret)
    try:
        pyrage.decrypt_io(source, target, [identity])
    except pyrage.DecryptError as exc:
        if "No matching keys" in str(exc):
            raise WrongSecret from None
        raise NotWhole from None
    except OSError as exc:
        if exc.errno is not None:  # the disk's own trouble, not the file's
            raise
        raise NotWhole from None


def _identity(source: BinaryIO, secret: Secret) -> Identity:
    """What opens the backup itself, leaving `source` where that begins."""
    first = source.readline(len(_ARMOUR) + 2).strip()
    if first == _PLAIN:
        if secret.identity is None:
            raise WrongSecret(
                "This backup was made for a recipient: say --identity and the file that holds it."
            )
        source.seek(0)
        return secret.identity
    if first != _ARMOUR:
        raise NotABackup
    if not secret.passphrase:
        raise WrongSecret(
            "This backup was made with a passphrase: say --passphrase-file and the file it is in."
        )
    lines = [first]
    while lines[-1] != _ARMOUR_END:
        line = source.readline(120)
        if not line or len(lines) > _ARMOUR_LINES:
            raise NotWhole
        lines.append(line.strip())
    try:
        return Identity.from_str(by_passphrase.decrypt(b"\n".join(lines) + b"\n", secret.passphrase).decode())
    except pyrage.DecryptError as exc:
        if str(exc) == "Decryption failed":
            raise WrongPassphrase from None
        raise NotWhole from None
    except (pyrage.IdentityError, UnicodeDecodeError):
        raise NotABackup from None
