"""Somebody's authenticator app, as tests hold it: what it shows now, and signing in with it."""

from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from dueregard.authority.identity.models import Account, Authenticator
from dueregard.authority.identity.second_steps import secret_of


def shown(secret: bytes, now: datetime) -> str:
    """The code an app with this secret shows at a time."""
    return TOTP(secret, 6, SHA1(), 30).generate(now.timestamp()).decode()


def shown_by_app_of(account: Account, now: datetime) -> str:
    """The code the newest app of an account shows."""
    app = Authenticator.objects.filter(account=account).latest("made_at")
    return shown(secret_of(app), now)
