"""Closing a bundle for whoever it goes to, and opening one: in the age format of our backups, which the standard tool
opens too, where another product is used."""

import secrets
from collections.abc import Callable
from typing import BinaryIO

from mnemonic import Mnemonic

from ...ground.backups.sealing import Secret, for_recipient, seal, unseal
from ...ground.backups.vocabulary import NotABackup, NotWhole, Unsuitable, WrongSecret
from ...ground.crypto.passphrase import SHORTEST
from ...ground.kernel.refusals import BadInput
from .vocabulary import NotABundle

_WORDS = 6


def new_passphrase() -> str:
    """Six words by chance, to be read out on the telephone."""
    listed = Mnemonic("english").wordlist
    return " ".join(secrets.choice(listed) for _ in range(_WORDS))


def secret_of(passphrase: str, recipient: str) -> Secret:
    """What closes a bundle; raises `BadInput` beside the answer that does not do."""
    if recipient.strip():
        try:
            return for_recipient(recipient.strip())
        except Unsuitable as refusal:
            raise BadInput(refusal.sentence, field="recipient") from None
    if len(passphrase.strip()) < SHORTEST:
        raise BadInput(f"Give at least {SHORTEST} letters, such as six words by chance.", field="passphrase")
    return Secret(passphrase=" ".join(passphrase.split()))


def close_bundle(write: Callable[[BinaryIO], None], target: BinaryIO, secret: Secret) -> None:
    """Encrypt into `target` what `write` writes; nothing of it lies anywhere in clear."""
    seal(write, target, secret)


def open_bundle(source: BinaryIO, target: BinaryIO, passphrase: str) -> None:
    """Decrypt; raises `BadInput` for another passphrase and `NotABundle` for what is none or was cut short."""
    try:
        unseal(source, target, Secret(passphrase=" ".join(passphrase.split())))
    except WrongSecret:
        raise BadInput(
            "This passphrase does not open the file. Have it read out once more.", field="passphrase"
        ) from None
    except NotWhole:
        raise NotABundle("This file was cut short or changed on its way. Ask for it again.") from None
    except NotABackup:
        raise NotABundle from None
