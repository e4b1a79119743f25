"""The password or client secret for the mail server: in the environment, from systemd, or sealed in the key folder."""

import os
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

from ...ground.crypto.accounts import open_mail_secret, seal_mail_secret
from ...ground.crypto.envelopes import Unreadable
from ...ground.crypto.master import NoMasterKey

CREDENTIAL = "dueregard-mail"
"""The name by which systemd hands it over (LoadCredential=, LoadCredentialEncrypted=)."""
_FILE = "mail.sealed"


def mail_secret() -> str:
    """The secret; empty when there is none, or it cannot be opened."""
    if settings.EMAIL_HOST_PASSWORD:
        return str(settings.EMAIL_HOST_PASSWORD)
    credential = Path(settings.CREDENTIALS) / CREDENTIAL if settings.CREDENTIALS else None
    try:
        if credential and credential.exists():
            return credential.read_text().strip()
        return open_mail_secret((Path(settings.KEYS) / _FILE).read_bytes()).decode()
    except (DatabaseError, NoMasterKey, OSError, Unreadable, ValueError):
        return ""


def keep_mail_secret(secret: str) -> None:
    """Seal it under the key of the house: neither the key folder nor the database opens it alone."""
    target = Path(settings.KEYS) / _FILE
    partial = target.with_name(f"{_FILE}.part")
    partial.touch(mode=0o600)
    partial.write_bytes(seal_mail_secret(secret.encode()))
    os.replace(partial, target)


def forget_mail_secret() -> None:
    """Keep none."""
    (Path(settings.KEYS) / _FILE).unlink(missing_ok=True)
