"""An optional passphrase over the key files, so that whoever copies them has no key.

It is asked for at a terminal, or comes from a file that systemd hands over, or through an open file: never as an
argument or a value of the environment, where process lists and logs would show it. Once given it stays in the memory of
the process, as the key itself does.
"""

import os
import sys
from getpass import getpass
from pathlib import Path

from django.conf import settings
from pyrage import DecryptError
from pyrage import passphrase as age

from ..kernel.refusals import Refusal

SHORTEST = 16
CREDENTIAL = "dueregard-passphrase"
"""The name by which systemd hands it over (LoadCredential=, LoadCredentialEncrypted=)."""
_ARMOUR = "-----BEGIN AGE ENCRYPTED FILE-----"
_given = ""


class NoMasterKey(Refusal):
    """The file with the master key is missing, or is not a key."""

    code = "no-master-key"


class Closed(NoMasterKey):
    """The master key is closed with a passphrase, and that is not to be had or is another."""


def is_closed(text: str) -> bool:
    """Whether a key file is closed with a passphrase."""
    return text.startswith(_ARMOUR)


def close(text: str, passphrase: str) -> str:
    """What a key file holds, closed; the standard tool opens it too."""
    return age.encrypt(text.encode(), passphrase, armored=True).decode()


def open_(text: str, *, ask: bool) -> str:
    """What a closed key file holds; raises `Closed` when there is no passphrase to be had, or it is another."""
    passphrase = given(ask=ask)
    try:
        opened = age.decrypt(text.encode(), passphrase).decode()
    except DecryptError:
        forget()
        raise Closed("The passphrase does not open the master key.") from None
    remember(passphrase)
    return opened


def remember(passphrase: str) -> None:
    """Use this passphrase for as long as this process lives."""
    global _given  # a process has one, as it has one key
    _given = passphrase


def forget() -> None:
    """Ask anew the next time."""
    remember("")


def given(*, ask: bool) -> str:
    """The passphrase, from wherever it is to be had; `ask`: also from whoever sits at the terminal."""
    if _given:
        return _given
    credential = Path(settings.CREDENTIALS) / CREDENTIAL if settings.CREDENTIALS else None
    try:
        if credential and credential.exists():
            return _first_line(credential.read_text())
        if settings.PASSPHRASE_FD is not None:
            with os.fdopen(settings.PASSPHRASE_FD) as file:
                return _first_line(file.read())
    except (OSError, ValueError):
        raise Closed("The passphrase of the master key cannot be read from where it should come.") from None
    if ask and sys.stdin is not None and sys.stdin.isatty():
        return getpass("Passphrase of the master key: ")
    raise Closed(
        "The master key is closed with a passphrase. Start this at a terminal, or hand the passphrase over as the "
        f"systemd credential {CREDENTIAL}, or through an open file whose number is in DUEREGARD_PASSPHRASE_FD."
    )


def _first_line(text: str) -> str:
    return (text.splitlines() or [""])[0].strip()
