"""Somebody's authenticator app, as tests hold it: what it shows now, and signing in with it."""

from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.test import Client
from django.urls import reverse

from desk_support import hidden
from dueregard.authority.identity.codes import new_secret
from dueregard.authority.identity.models import Account, Authenticator
from dueregard.authority.identity.second_steps import secret_of
from dueregard.ground.crypto.accounts import seal_authenticator
from dueregard.ground.kernel.ids import uuid7
from dueregard.ground.kernel.moments import utc_now


def shown(secret: bytes, now: datetime) -> str:
    """The code an app with this secret shows at a time."""
    return TOTP(secret, 6, SHA1(), 30).generate(now.timestamp()).decode()


def give_app(account: Account) -> Authenticator:
    """One more app for an account, as if it had been set up long ago: its next code is taken whatever was used."""
    app = Authenticator(id=uuid7(), account=account, made_at=utc_now(), confirmed_at=utc_now())
    app.secret = seal_authenticator(new_secret(), row=app.id, account=account.id)
    app.save(force_insert=True)
    return app


def step_after_password(client: Client, answer: Any) -> Any:
    """What comes after the second step, when that is what the password led to; hidden boxes go along."""
    asked = answer if answer.status_code == 200 else client.get(answer.headers["Location"])
    if f'action="{reverse("second-step")}"' not in asked.content.decode():
        return answer
    account = Account.objects.get(pk=client.session["half-way"]["account"])
    code = shown(secret_of(give_app(account)), utc_now())
    return client.post(reverse("second-step"), hidden(asked) | {"code": code})


def shown_by_app_of(account: Account, now: datetime) -> str:
    """The code the newest app of an account shows."""
    app = Authenticator.objects.filter(account=account).latest("made_at")
    return shown(secret_of(app), now)
