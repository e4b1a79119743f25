"""Closing a bundle for whoever it goes to, and opening one: in the age format of our backups, which the standard tool
opens too, where another product is used."""

import secrets
from collections.abc import Callable, Iterator
from itertools import islice
from typing import BinaryIO

from mnemonic import Mnemonic

from ...ground.backups.sealing import Secret, for_recipient, seal, unseal
from ...ground.backups.vocabulary import NotABackup, NotWhole, Unsuitable, WrongPassphrase, WrongSecret
from ...ground.crypto.passphrase import SHORTEST
from ...ground.kernel.refusals import BadInput
from .vocabulary import NotABundle

_WORDS = 6
_SHORTEST_WORD, _LONGEST_WORD = 3, 8
"""Letters of a word on the list."""
_MOST_WAYS = 4
"""Each is tried at some cost; words that can be parted in more ways are rare, and can be typed with their spaces."""


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
    """Decrypt; raises `BadInput` for another passphrase and `NotABundle` for what is none or was cut short.

    Six words of ours also open it run together, or parted elsewhere than between them.
    """
    try:
        unseal_as_meant(source, target, Secret(passphrase=passphrase))
    except WrongSecret:
        raise BadInput(
            "This passphrase does not open the file. Have it read out once more.", field="passphrase"
        ) from None
    except NotWhole:
        raise NotABundle("This file was cut short or changed on its way. Ask for it again.") from None
    except NotABackup:
        raise NotABundle from None


def unseal_as_meant(source: BinaryIO, target: BinaryIO, secret: Secret) -> None:
    """Decrypt as `unseal` does, and raise as it does: a passphrase is tried as it was typed, and as it may be meant."""
    ways = [Secret(passphrase=one) for one in _as_meant(secret.passphrase)] if secret.passphrase else [secret]
    for one in ways:
        source.seek(0)
        target.seek(0)
        try:
            return unseal(source, target, one)
        except WrongPassphrase:
            continue
    raise WrongPassphrase


def _as_meant(typed: str) -> list[str]:
    """What somebody may have meant: what they typed, and the ways in which its letters are six words of ours."""
    as_typed = " ".join(typed.split())
    listed = frozenset(Mnemonic("english").wordlist)
    ways = (" ".join(words) for words in _parted("".join(typed.split()).lower(), _WORDS, listed))
    return list(dict.fromkeys([as_typed, *islice(ways, _MOST_WAYS)]))


def _parted(letters: str, words: int, listed: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """Every way of parting these letters into so many listed words."""
    if words == 0:
        yield from [()] if not letters else []
        return
    for end in range(_SHORTEST_WORD, min(_LONGEST_WORD, len(letters)) + 1):
        if letters[:end] in listed:
            yield from ((letters[:end], *rest) for rest in _parted(letters[end:], words - 1, listed))
